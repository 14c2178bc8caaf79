/// What the cluster as a whole can hold.
enum CapacityRules {
    /// Checks what the array would hold once `after` has taken the place of `before`.
    static func check(
        replacing before: AppInstance?, with after: AppInstance, in state: ArrayState, _ call: Call
    ) throws(Refusal) {
        let (table, limits) = (state.appInstances, call.limits)
        try check("app instances", table.count, before == nil ? 1 : 0, limits.appInstances)
        try check(
            "storage instances", table.storageInstanceCount,
            after.storageInstances.count - (before?.storageInstances.count ?? 0), limits.storageInstances)
        try check("volumes", table.volumeCount, after.volumes.count - (before?.volumes.count ?? 0), limits.volumes)
        try check(
            "snapshots", table.snapshotCount, after.snapshotCount - (before?.snapshotCount ?? 0), limits.snapshots)
        let growth = provisioned(after) - (before.map(provisioned) ?? 0)
        guard !limits.checksCapacity || growth <= 0 || growth <= available(in: state, call.configuration) else {
            throw .invalidRequest("Insufficient capacity in the cluster.")
        }
    }

    /// Bytes that new volumes may still take when they are full.
    static func available(in state: ArrayState, _ configuration: SimulatorConfiguration) -> Double {
        max(0, Double(configuration.totalCapacity) - state.appInstances.provisionedBytes)
    }

    private static func provisioned(_ app: AppInstance) -> Double {
        app.volumes.reduce(0) { $0 + $1.provisionedBytes }
    }

    private static func check(_ what: String, _ count: Int, _ growth: Int, _ limit: Int) throws(Refusal) {
        guard growth <= 0 || count + growth <= limit else { throw .limitReached(what, limit) }
    }
}
