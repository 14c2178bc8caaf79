struct AppInstance: Sendable, Codable, Equatable {
    let id: String
    let tenant: TenantPath
    var name: String
    var descr: String?
    /// All zero unless `create_mode` is openstack.
    var uuid: String
    var createMode: String
    var adminState = AdminState.online
    var appTemplate: ResolvedReference?
    var cloneSource: String?
    var restorePoint: String?
    var repairPriority: String?
    /// Other than ok only where a test has said so; the rules do not look at it.
    var health: String?
    var storageInstances: [StorageInstance] = []
    var snapshots: [Snapshot] = []
    var snapshotPolicies: [SnapshotPolicy] = []
    /// One store behind `metadata` and `int_ecosystem_data`.
    var metadata: [String: JSONValue] = [:]
    var cloningUntil: ArrayTime?

    static let noUUID = "00000000-0000-0000-0000-000000000000"

    var path: String { "/app_instances/\(id)" }

    var volumes: [Volume] { storageInstances.flatMap(\.volumes) }

    var snapshotCount: Int { snapshots.count + volumes.reduce(0) { $0 + $1.snapshots.count } }

    /// From then on the answer for this app instance no longer changes by time passing.
    var settledAt: ArrayTime {
        let pending = storageInstances.flatMap { storage in
            [storage.availableAt] + storage.volumes.flatMap { [$0.operation?.until] + $0.snapshots.map(\.availableAt) }
        }
        return (pending + [cloningUntil] + snapshots.map(\.availableAt)).compactMap { $0 }.max() ?? .beginning
    }
}
