extension Schema {
    static func volumeCreation(_ dialect: Dialect) -> Schema {
        object(
            [
                "name": text(.name),
                "placement_mode": placementMode,
                "replica_count": integer(1...5),
                "size": number(1...dialect.largestVolume),
            ], required: ["name", "size"]
        ).adding(volumeExtras(dialect))
    }

    /// Inside an app instance or a storage instance a volume brings its policies along.
    static func nestedVolume(_ dialect: Dialect) -> Schema {
        volumeCreation(dialect).adding([
            "performance_policy": performancePolicy, "snapshot_policies": list(snapshotPolicyCreation),
        ])
    }

    static func volumeUpdate(_ dialect: Dialect) -> Schema {
        object([
            "placement_mode": placementMode,
            "replica_count": integer(1...5),
            "restore_point": string,
            "size": number(1...dialect.largestVolume),
        ]).adding(volumeExtras(dialect))
    }

    static let placementMode = choice(["hybrid", "single_flash", "all_flash"])

    private static func volumeExtras(_ dialect: Dialect) -> [String: Schema] {
        var extras: [String: Schema] = [:]
        if dialect.placesByPolicy { extras["placement_policy"] = resolvedReference(dialect) }
        if dialect.hasStoragePools, dialect.hasExtendedFields {
            extras["storage_pool"] = list(resolvedReference(dialect))
        }
        return extras
    }

    /// IOPS, and KiB/s.
    static let performancePolicy = object([
        "read_bandwidth_max": integer(0...10_240_000),
        "read_iops_max": integer(0...10_000_000),
        "total_bandwidth_max": integer(0...10_240_000),
        "total_iops_max": integer(0...10_000_000),
        "write_bandwidth_max": integer(0...10_240_000),
        "write_iops_max": integer(0...10_000_000),
    ])

    static let snapshotPolicyUpdate = object([
        "interval": Schema(
            choices: ["1min", "2min", "15min", "1hour", "1day", "1week", "1month", "1year"],
            internalChoices: ["1min", "2min"]),
        "retention_count": integer(1...256),
        "start_time": dateTime,
    ])

    static let snapshotPolicyCreation = snapshotPolicyUpdate.adding(["name": text(.name)])
        .requiring(["name", "interval", "retention_count"])

    static func snapshotCreation(_ dialect: Dialect) -> Schema {
        object(["uuid": text(.uuid)])
            .adding(
                ["remote_provider_uuid": string, "type": choice(["local", "remote", "local_and_remote"])],
                if: dialect.hasRemoteSnapshots)
    }

    static func snapshotDeletion(_ dialect: Dialect) -> Schema {
        nothing.adding(["force": boolean, "remote_provider_uuid": string], if: dialect.hasRemoteSnapshots)
    }
}
