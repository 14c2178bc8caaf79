internal import StorageModel

/// A storage instance inside its app instance (dsp-api.md 2.4, recorded answer).
struct WireStorageInstance: Decodable, Sendable {
    var name: String
    var adminState: String?
    var accessControlMode: String?
    var health: String?
    var opState: String?
    var deploymentState: String?
    var ipPool: WireReference?
    var aclPolicy: AccessList?
    var auth: WireAuthentication?
    var access: Access?
    var activeInitiators: [WireReference]?
    var volumes: [WireVolume]?

    private enum CodingKeys: String, CodingKey {
        case name, auth, access, volumes, health
        case accessControlMode = "access_control_mode"
        case opState = "op_state"
        case deploymentState = "deployment_state"
        case adminState = "admin_state"
        case ipPool = "ip_pool"
        case aclPolicy = "acl_policy"
        case activeInitiators = "active_initiators"
    }

    struct AccessList: Decodable, Sendable {
        var initiators: [WireReference]?
        var initiatorGroups: [WireReference]?

        private enum CodingKeys: String, CodingKey {
            case initiators
            case initiatorGroups = "initiator_groups"
        }
    }

    /// Object stores and storage instances that are not deployed have no `iqn`.
    struct Access: Decodable, Sendable {
        var ips: [String]?
        var iqn: String?
    }
}

extension WireStorageInstance {
    /// - Parameter tenant: of the app instance.
    func content(in tenant: TenantPath) -> StorageInstanceContent {
        let initiators = aclPolicy?.initiators ?? []
        let groups = aclPolicy?.initiatorGroups ?? []
        var storage = StorageInstanceContent(
            name: name, ipPool: ipPool?.name, initiators: Set(initiators.initiators(in: tenant)),
            groups: Set(groups.filter { $0.foreign(.group, in: tenant) == nil }.compactMap(\.name)),
            authentication: auth?.model ?? .none,
            accessControlMode: accessControlMode.flatMap(AccessControlMode.init),
            volumes: (volumes ?? []).map(\.model))
        storage.inheritedGroups = Dictionary(groups.compactMap { $0.inheritedGroup(in: tenant) }) { first, _ in first }
        storage.foreign = initiators.foreign(.initiator, in: tenant).union(groups.foreign(.group, in: tenant))
        return storage
    }

    var target: ObservedTarget {
        var target = ObservedTarget(
            iqn: access?.iqn, portals: access?.ips ?? [],
            activeInitiators: (activeInitiators ?? []).compactMap(\.name).map(InitiatorName.init(asRead:)))
        target.isOffline = adminState == AdminState.offline.rawValue
        return target
    }
}
