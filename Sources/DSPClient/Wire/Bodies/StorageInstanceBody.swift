internal import StorageModel

/// A storage instance: whole when it is created, or the one setting that a PUT changes (dsp-api.md 2.4).
///
/// A PUT never carries `volumes`: it would delete those it leaves out.
struct StorageInstanceBody: Encodable, Sendable {
    private var name: String?
    private var adminState: String?
    private var accessControlMode: String?
    private let ipPool: ReferenceBody?
    private var accessList: AccessListBody?
    private var authentication: AuthenticationBody?
    private var volumes: [VolumeBody]?

    private enum CodingKeys: String, CodingKey {
        case name, volumes
        case adminState = "admin_state"
        case accessControlMode = "access_control_mode"
        case ipPool = "ip_pool"
        case accessList = "acl_policy"
        case authentication = "auth"
    }

    init(
        creating content: StorageInstanceContent, adminState: AdminState?, chap: CHAPSetting, secrets: ResolvedSecrets
    ) throws(MissingSecret) {
        self.init(pool: content.ipPool)
        name = content.name
        self.adminState = adminState?.rawValue
        accessList = AccessListBody(content.initiators, content.groups)
        authentication = chap == .none ? nil : try AuthenticationBody(chap, secrets: secrets)
        volumes = content.volumes.map(VolumeBody.init(creating:))
    }

    /// Whole, for an app instance that exists.
    init(
        adding content: StorageInstanceContent, chap: CHAPSetting, secrets: ResolvedSecrets
    ) throws(MissingSecret) {
        try self.init(creating: content, adminState: nil, chap: chap, secrets: secrets)
        accessControlMode = content.accessControlMode?.rawValue
    }

    init(mode: AccessControlMode) {
        self.init(pool: nil)
        accessControlMode = mode.rawValue
    }

    init(pool: String?) { ipPool = pool.map { ReferenceBody(.ipPool($0)) } }
}

/// A whole ACL. Both lists are always written: an absent one would stay as it is (dsp-api.md 2.9).
struct AccessListBody: Encodable, Sendable {
    let initiators: [ReferenceBody]
    let initiatorGroups: [ReferenceBody]

    private enum CodingKeys: String, CodingKey {
        case initiators
        case initiatorGroups = "initiator_groups"
    }

    init(_ initiators: Set<InitiatorName>, _ groups: Set<String>) {
        self.initiators = initiators.sorted().map { ReferenceBody(.initiator($0)) }
        initiatorGroups = groups.sorted().map { ReferenceBody(.initiatorGroup($0)) }
    }
}
