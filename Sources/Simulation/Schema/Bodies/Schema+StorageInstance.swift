extension Schema {
    static func storageInstanceCreation(_ dialect: Dialect) -> Schema {
        object(
            [
                "access": object([:]),
                "access_control_mode": accessControlMode,
                "acl_policy": accessPolicy,
                "admin_state": adminState,
                "auth": authentication(dialect).requiring(["type"]),
                "ip_pool": resolvedReference(dialect),
                "name": text(.name),
                "volumes": list(nestedVolume(dialect)),
            ], required: ["name"]
        ).adding(objectStore, if: dialect.hasObjectStores)
    }

    static func storageInstanceUpdate(_ dialect: Dialect) -> Schema {
        object([
            "access_control_mode": accessControlMode,
            "acl_policy": accessPolicy,
            "admin_state": adminState,
            "auth": authentication(dialect),
            "force": boolean,
            "ip_pool": resolvedReference(dialect),
            "volumes": list(nestedVolume(dialect)),
        ]).adding(objectStore, if: dialect.hasObjectStores)
    }

    private static let objectStore: [String: Schema] = [
        "service_configuration": choice(["iscsi", "object"])
    ]

    /// Entries hold `path` and nothing else, even where the answer shows more.
    static let accessPolicy = object(["initiator_groups": references, "initiators": references])

    static func authentication(_ dialect: Dialect) -> Schema {
        let kinds = ["none", "chap", "mchap"] + (dialect.hasObjectStores ? ["access_keys"] : [])
        return object([
            "initiator_pswd": text(lengths: 12...16),
            "initiator_user_name": text(.name),
            "target_pswd": text(lengths: 12...16),
            "target_user_name": text(.name),
            "type": choice(kinds, kinds: [.string]),
        ]).adding(["access_key": string, "secret_key": string], if: dialect.hasObjectStores)
    }
}
