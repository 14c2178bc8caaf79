/// One iSCSI target and its volumes.
struct StorageInstance: Sendable, Codable, Equatable {
    var name: String
    var uuid: String
    var adminState = AdminState.online
    var accessControlMode = AccessControlMode.denyAll
    var aclPolicy = AccessPolicy()
    var ipPool: ResolvedReference
    var ips: [String]
    var iqn: String
    var auth = Authentication()
    /// IQNs of the initiators that are logged in right now.
    var activeInitiators: [String] = []
    var activeStorageNodes: [String]
    var volumes: [Volume] = []
    var serviceConfiguration: String?
    /// When the target has come up; nil when nothing is pending.
    var availableAt: ArrayTime?
}
