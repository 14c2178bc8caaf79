package import StorageModel

extension Plan {
    /// The app instances whose markers this plan has written and that carry another owner's now, when all is done.
    ///
    /// No run of this tool does that while the lease is held; a person may, or one whose lease has run out unseen.
    package func overwritten(in observed: ObservedState) -> [Block] {
        let byID = Dictionary(observed.appInstances.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return changes.compactMap { planned in
            guard let written = planned.markerAfter, let id = planned.change.liveAppInstance?.id, let now = byID[id],
                now.marker?.stack != written.stack || now.marker?.key != written.key
            else { return nil }
            return Block(
                .foreignOwner, planned.address,
                "\(OwnershipPremise.Owner(of: now)) now: its marker was overwritten while this run was at work",
                wayOut: "settle who shall have it; then `adopt`, or `forget` on the other side")
        }
    }
}
