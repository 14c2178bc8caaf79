extension Schema {
    static func initiatorCreation(_ dialect: Dialect) -> Schema {
        object(["id": text(.iqn), "name": text(.description)], required: ["id", "name"])
            .adding(["force": boolean], if: dialect.forcesFirstInitiator)
    }

    static let initiatorUpdate = object(["name": text(.description)])

    static let initiatorGroupUpdate = object(["members": references])
    static let initiatorGroupCreation = initiatorGroupUpdate.adding(["name": text(.name)]).requiring(["name"])

    static let networkPathUpdate = object([
        "gateway": text(.ipv4),
        "mtu": integer(1_500...9_198),
        "netmask": integer(16...29),
        "range": integer(6...254),
        "start_ip": text(.ipv4),
        "vlan": integer(0...4_094),
    ])

    static let addressPoolUpdate = object([
        "descr": nullableText(.description),
        "network_paths": list(
            networkPathUpdate.adding(["name": string]).requiring(["start_ip", "range", "netmask"])),
    ])

    static let addressPoolCreation = addressPoolUpdate.adding(["name": text(.name)]).requiring(["name"])

    static let placementPolicyUpdate = object([
        "descr": nullableText(.description), "max": list(text(.path)), "min": list(text(.path)),
    ])
    static let placementPolicyCreation = placementPolicyUpdate.adding(["name": text(.name)]).requiring(["name"])

    static let mediaPolicyUpdate = object(["descr": nullableText(.description), "priority": integer])
    static let mediaPolicyCreation = mediaPolicyUpdate.adding(["name": text(.name)]).requiring(["name", "priority"])

    static let tenantUpdate = object(["descr": nullableText(.description)])
    static let tenantCreation = tenantUpdate.adding(["name": text(.nameOrUUID), "parent_path": string])
        .requiring(["name"])

    /// More keys are let through: that is how `remote_server` reaches an LDAP login.
    static let login = object(
        ["name": text(.login), "password": text(.password)], required: ["name", "password"], allowsMore: true)
}
