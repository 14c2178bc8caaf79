internal import StorageModel

/// A storage instance inside its app instance (dsp-api.md 2.4, recorded answer).
struct WireStorageInstance: JSONReadable {
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

    private enum Key: String, CaseIterable {
        case name, auth, access, volumes, health
        case accessControlMode = "access_control_mode"
        case opState = "op_state"
        case deploymentState = "deployment_state"
        case adminState = "admin_state"
        case ipPool = "ip_pool"
        case aclPolicy = "acl_policy"
        case activeInitiators = "active_initiators"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var name: String?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .name: name = try String(from: &reader)
            case .adminState: adminState = try reader.optional()
            case .accessControlMode: accessControlMode = try reader.optional()
            case .health: health = try reader.optional()
            case .opState: opState = try reader.optional()
            case .deploymentState: deploymentState = try reader.optional()
            case .ipPool: ipPool = try reader.optional()
            case .aclPolicy: aclPolicy = try reader.optional()
            case .auth: auth = try reader.optional()
            case .access: access = try reader.optional()
            case .activeInitiators: activeInitiators = try reader.optional()
            case .volumes: volumes = try reader.optional()
            }
        }
        self.name = try reader.required(name, "name", of: start)
    }

    struct AccessList: JSONReadable {
        var initiators: [WireReference]?
        var initiatorGroups: [WireReference]?

        private enum Key: String, CaseIterable {
            case initiators
            case initiatorGroups = "initiator_groups"
        }

        private static let keys = JSONKeys<Key>()

        init(from reader: inout JSONReader) throws(JSONReadingError) {
            _ = try reader.enterObject()
            while let key = try reader.next(Self.keys) {
                switch key {
                case .initiators: initiators = try reader.optional()
                case .initiatorGroups: initiatorGroups = try reader.optional()
                }
            }
        }
    }

    /// Object stores and storage instances that are not deployed have no `iqn`.
    struct Access: JSONReadable {
        var ips: [String]?
        var iqn: String?

        private enum Key: String, CaseIterable {
            case ips, iqn
        }

        private static let keys = JSONKeys<Key>()

        init(from reader: inout JSONReader) throws(JSONReadingError) {
            _ = try reader.enterObject()
            while let key = try reader.next(Self.keys) {
                switch key {
                case .ips: ips = try reader.optional()
                case .iqn: iqn = try reader.optional()
                }
            }
        }
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
