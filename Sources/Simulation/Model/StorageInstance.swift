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
    /// IQNs of the initiators that a test has declared to be logged in.
    var activeInitiators: [String] = []
    /// IQNs of the initiators that have a session on the data path; nil when there are none.
    var sessionInitiators: [String]?
    var activeStorageNodes: [String]
    var volumes: [Volume] = []
    var serviceConfiguration: String?
    /// When the target has come up; nil when nothing is pending.
    var availableAt: ArrayTime?

    /// IQNs of the initiators that are logged in right now.
    var connectedInitiators: [String] {
        activeInitiators + (sessionInitiators ?? []).filter { !activeInitiators.contains($0) }
    }
}

enum AdminState: String, Sendable, Codable {
    case online, offline
}

/// Whether a storage instance admits initiators that its ACL does not name.
enum AccessControlMode: String, Sendable, Codable {
    case allowAll = "allow_all"
    case denyAll = "deny_all"
}

/// Who may log in to a storage instance: initiators and groups, each where it was found.
struct AccessPolicy: Sendable, Codable, Equatable {
    var initiators: [ResolvedReference] = []
    var initiatorGroups: [ResolvedReference] = []
}

/// CHAP settings. The passwords are kept, for the data path to use, but never shown by the API.
struct Authentication: Sendable, Codable, Equatable {
    enum Kind: String, Sendable, Codable {
        case none, chap, mchap
        case accessKeys = "access_keys"
    }

    var type = Kind.none
    var initiatorUserName = ""
    var initiatorPswd = ""
    var targetUserName = ""
    var targetPswd = ""
    var accessKey = ""
    var secretKey = ""
}
