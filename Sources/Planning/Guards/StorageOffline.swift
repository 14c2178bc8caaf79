import StorageModel

/// Keeps offline what a person has taken offline below an app instance: bringing the app instance online brings every one of
/// its storage instances online, and no plan can say otherwise.
struct StorageOffline {
    /// Takes those changes out that would, and says why.
    static func check(_ draft: inout PlanDraft) {
        var refused: Set<ResourceAddress> = []
        for planned in draft.changes {
            guard let live = planned.change.work.liveAppInstance, live.adminState == .online,
                let step = planned.steps.first(where: { $0.bringsOnline(live) })
            else { continue }
            let offline = live.targets.filter(\.value.isOffline).keys.sorted()
            guard !offline.isEmpty, refused.insert(planned.address).inserted else { continue }
            let names = offline.joined(separator: ", ")
            draft.blocks.append(
                Block(
                    .storageOffline, planned.address,
                    "\(names) is offline on the array, and would be online afterwards: bringing the app instance online brings "
                        + "all its storage instances online",
                    hint: "set \(names) online on the array, or the whole app instance offline; then plan again",
                    location: step.origin))
        }
        draft.replaceChanges { refused.contains($0.address) ? nil : $0 }
    }
}

extension Step {
    /// Whether the app instance, which is online now, is put offline and online again by this step, later or on the way out of
    /// the trash.
    fileprivate func bringsOnline(_ live: ObservedAppInstance) -> Bool {
        guard case .call(.updateAppInstance(live.reference, let update)) = action else { return false }
        return update.adminState == .online || update.marker?.flags.isTrashed == true
    }
}
