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
