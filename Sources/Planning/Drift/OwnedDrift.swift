import StorageModel

/// Classifies what differs on one app instance that the stack owns.
struct OwnedDrift {
    let diff: AppInstanceDiff
    let marker: Marker

    /// With what no apply changes: snapshot policies of the whole app instance, and storage instances that are offline
    /// by themselves.
    var wholeEntry: DriftEntry? {
        let entry = entry
        let fields =
            diff.observed.policies(undeclaredBy: diff.desired).map {
                FieldChange(
                    .snapshotPolicy($0.name), from: .text($0.description), to: nil, note: "of the app instance")
            } + offlineStorages
        guard !fields.isEmpty else { return entry }
        var result = entry ?? self.entry(.drift, [])
        result.fields += fields
        if result.kind == .pending { result.kind = .both }
        return result
    }

    private var offlineStorages: [FieldChange] {
        guard diff.observed.adminState == .online, diff.desired.manage != .createOnly,
            diff.desired.adminState?.value == .online, !diff.desired.ignored.contains(.adminState)
        else { return [] }
        return diff.observed.targets.filter(\.value.isOffline).keys.sorted().map {
            FieldChange(.adminState, of: .storageInstance($0), from: .text("offline"), to: .text("online"))
        }
    }

    /// Nil when there is nothing to say: equal, different in nothing but its marker, or left alone on purpose.
    var entry: DriftEntry? {
        if marker.flags.hasOpenWindow {
            let isOffline = diff.observed.adminState == .offline
            return entry(
                isOffline ? .drift : .pending, [.interruptedWindow(live: diff.observed.adminState)],
                note: "an earlier run was stopped inside its offline window"
                    + (isOffline ? "" : "; it is online again, which the next apply records"))
        }
        let found = diff.findings()
        let differences = found.allDifferences
        if marker.flags.isBeingBuilt, diff.mayChange {
            return entry(.pending, differences, note: "not complete yet; the command that was cut off completes it")
        }
        // An initiator that must not log in and can is drift, whatever was recorded and whatever manages the rest.
        let open = differences.filter(\.isMoreOpen)
        guard diff.desired.manage != .createOnly else { return open.isEmpty ? nil : entry(.drift, open) }
        let missing = found.blocks.map(\.message)
        guard missing.isEmpty else { return entry(.drift, differences, note: missing.joined(separator: "; ")) }
        guard !differences.isEmpty else { return nil }
        let visible = differences.filter { $0.isVisible(under: marker.mask) }
        let note = found.unreachable.isEmpty ? nil : found.unreachable.map(\.block.message).joined(separator: "; ")
        if diff.desired.manage == .observe {
            let seen = differences.filter { $0.isVisible(under: .metadata) || $0.isMoreOpen }
            return seen.isEmpty ? nil : entry(.drift, seen, note: note)
        }
        guard !visible.isEmpty, !isAsRecorded(diff.observed) else {
            guard !open.isEmpty else { return entry(.pending, differences, note: note) }
            return entry(open.count == differences.count ? .drift : .both, differences, note: note)
        }
        let isOnlyDrift =
            visible.count + open.count == differences.count && isAsRecorded(diff.observed.resolving(visible))
        return entry(isOnlyDrift ? .drift : .both, differences, note: note)
    }

    private func isAsRecorded(_ app: ObservedAppInstance) -> Bool {
        ManagedValues(live: app, desired: diff.desired).match(marker)
    }

    private func entry(_ kind: DriftEntry.Kind, _ differences: [Difference], note: String? = nil) -> DriftEntry {
        DriftEntry(
            address: diff.desired.address, kind: kind,
            fields: differences.flatMap { $0.fieldChanges(showingPaths: diff.desired.hasSeveralVolumes) },
            note: note, location: diff.desired.location)
    }
}

extension Difference {
    /// A storage instance that lets in whom the manifest does not name.
    fileprivate var isMoreOpen: Bool {
        if case .accessControlMode = self { true } else { false }
    }
}
