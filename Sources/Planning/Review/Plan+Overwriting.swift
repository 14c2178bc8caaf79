package import StorageModel

extension Plan {
    /// The app instances whose markers this plan has written, or of which it has taken a snapshot, and that carry
    /// another owner's now, when all is done.
    ///
    /// No run of this tool does that while the lease is held; a person may, or one whose lease has run out unseen.
    package func overwritten(in observed: ObservedState) -> [Block] {
        let byID = Dictionary(observed.appInstances.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let written = Set(changes.compactMap(\.change.work.liveAppInstance?.id))
        return changes.compactMap { planned in
            var (marker, id) = (planned.markerAfter, planned.change.work.liveAppInstance?.id)
            // A snapshot writes no marker; where nothing else of the plan does, its volume's is the one of before.
            if case .createSnapshot(let creation) = planned.change, let live = creation.observed,
                !written.contains(live.id)
            {
                (marker, id) = (live.marker, live.id)
            }
            guard let written = marker, let now = id.flatMap({ byID[$0] }),
                now.marker?.stack != written.stack || now.marker?.key != written.key
            else { return nil }
            return Block(
                .foreignOwner, planned.address,
                "\(OwnershipPremise.Owner(of: now)) now: its marker was overwritten during this run",
                hint: "decide which stack owns it; then `adopt` it, or `forget` it in the other stack")
        }
    }
}
