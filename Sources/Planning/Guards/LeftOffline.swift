import StorageModel

/// Volumes of the stack that a run took offline and has not put back, where the plan at hand does not put them back
/// either: because it is blocked and so writes nothing, because they are only observed, or because it is about
/// something else.
struct LeftOffline {
    let warnings: [PlanWarning]

    /// - Parameter changes: of the finished plan.
    init(_ changes: [PlannedChange], _ desired: DesiredState, _ observed: ObservedState, isBlocked: Bool) {
        let closed =
            isBlocked
            ? []
            : Set(
                changes.map(\.change.work).filter(\.closesWindow).compactMap(\.liveAppInstance?.id))
        let declarations = Dictionary(
            desired.appInstances.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        warnings = observed.appInstances.compactMap { live in
            guard live.adminState == .offline, let marker = live.marker, marker.stack == desired.stack,
                marker.flags.hasOpenWindow, !closed.contains(live.id)
            else { return nil }
            let declared = declarations[marker.key]
            let address = declared?.address ?? live.address(as: marker.key)
            return PlanWarning(
                .leftOffline,
                "\(address) was taken offline by a run that did not bring it back online; no host can use it",
                hint: Self.hint(address, declared?.manage, desired.stack, isBlocked: isBlocked),
                location: declared?.location)
        }
    }

    private static func hint(
        _ address: ResourceAddress, _ manage: ManageLevel?, _ stack: String, isBlocked: Bool
    ) -> String {
        let first =
            switch manage {
            case .observe: "with `manage: full`, the next `apply` brings it back online"
            case nil: "the next `apply` brings it back online once the manifest declares it"
            case .full, .noDelete, .createOnly:
                isBlocked
                    ? "resolve what blocks this plan, or exclude that with `--exclude`; `apply` then brings it back online "
                        + "first"
                    : "`apply` brings it back online"
            }
        return first
            + "; or set admin_state online on the array. `lock status \(stack)` shows whether a run is in progress"
    }
}
