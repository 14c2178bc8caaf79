extension Schema {
    private static let createMode = Schema.choice(
        [
            "normal", "openstack", "internal", "docker", "cloudstack", "kubernetes", "mesos", "vmware_vro",
            "vmware_vcenter", "docker_swarm",
        ], kinds: [.string])

    static func appInstanceCreation(_ dialect: Dialect) -> Schema {
        object(
            [
                "access_control_mode": accessControlMode,
                "app_template": resolvedReference(dialect),
                "clone_snapshot_src": resolvedReference(dialect),
                "clone_src": resolvedReference(dialect),
                "clone_volume_src": resolvedReference(dialect),
                "create_mode": createMode,
                "descr": nullableText(.description),
                "name": text(.nameOrUUID),
                "snapshot_policies": list(snapshotPolicyCreation),
                "storage_instances": list(storageInstanceCreation(dialect)),
                "uuid": text(.uuid),
            ], required: ["name"]
        )
        .adding(["template_override": templateOverride], if: dialect.overridesTemplates)
        .adding(appInstanceExtras(dialect))
    }

    static func appInstanceUpdate(_ dialect: Dialect) -> Schema {
        object([
            "admin_state": adminState,
            "descr": nullableText(.description),
            "force": boolean,
            "name": text(.nameOrUUID),
            "provisioned": boolean,
            "restore_point": string,
            "snapshot_policies": list(snapshotPolicyCreation),
            "storage_instances": list(storageInstanceCreation(dialect)),
        ])
        .adding(
            ["remote_provider": resolvedReference(dialect), "remote_restore_point": string],
            if: dialect.hasRemoteSnapshots
        )
        .adding(appInstanceExtras(dialect))
    }

    private static func appInstanceExtras(_ dialect: Dialect) -> [String: Schema] {
        dialect.hasStoragePools && dialect.hasExtendedFields
            ? ["repair_priority": string, "storage_pool": list(resolvedReference(dialect))] : [:]
    }

    /// Keyed by name instead of listed, and with the size as text: that is how Cinder and CSI send it. Free keys are
    /// beyond this schema dialect, so the rule that applies the override checks it.
    private static let templateOverride = object([:], allowsMore: true)
}
