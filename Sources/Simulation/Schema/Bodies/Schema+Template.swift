extension Schema {
    static func appTemplateCreation(_ dialect: Dialect) -> Schema {
        appTemplateUpdate(dialect).adding(["copy_from": reference, "name": text(.name)]).requiring(["name"])
    }

    static func appTemplateUpdate(_ dialect: Dialect) -> Schema {
        object([
            "descr": nullableText(.description),
            "snapshot_policies": list(snapshotPolicyCreation),
            "storage_templates": list(storageTemplateCreation(dialect)),
        ])
    }

    static func storageTemplateCreation(_ dialect: Dialect) -> Schema {
        storageTemplateUpdate(dialect).adding(["name": text(.name)]).requiring(["name"])
    }

    static func storageTemplateUpdate(_ dialect: Dialect) -> Schema {
        object([
            "auth": authentication(dialect).requiring(["type"]),
            "ip_pool": templatePool(dialect),
            "volume_templates": list(
                volumeTemplateCreation(dialect).adding([
                    "performance_policy": performancePolicy, "snapshot_policies": list(snapshotPolicyCreation),
                ])),
        ])
    }

    private static func templatePool(_ dialect: Dialect) -> Schema {
        guard dialect.refersToTemplatePools else { return string }
        var either = resolvedReference(dialect)
        either.kinds = [.string, .object]
        return either
    }

    static func volumeTemplateCreation(_ dialect: Dialect) -> Schema {
        volumeTemplateUpdate(dialect).adding(["name": text(.name)]).requiring(["name", "size"])
    }

    /// Sizes are whole numbers here, and had the larger limit long before volumes had it.
    static func volumeTemplateUpdate(_ dialect: Dialect) -> Schema {
        object([
            "placement_mode": placementMode,
            "replica_count": integer(1...5),
            "size": integer(1...262_144),
        ]).adding(["placement_policy": resolvedReference(dialect)], if: dialect.placesByPolicy)
    }
}
