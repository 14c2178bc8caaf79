import StorageModel

extension StackMutation {
    static let access: [StackMutation] = [
        .storage("default_storage_name") { storage, _ in storage.name += "-renamed" },
        .storage("ip_pool") { storage, generator in
            storage.ipPools = generator.pick([nil, Declared(["fast"]), Declared(["slow"])])
        },
        .storage("attachments") { storage, _ in storage.attachment = nil },
        .storage("attachments.initiators") { storage, generator in
            storage.attachment?.initiators.formSymmetricDifference([generator.pick(RandomStack.iqns)])
        },
        .storage("attachments.initiator_groups") { storage, generator in
            storage.attachment?.groups.formSymmetricDifference([generator.pick(["group-1", "group-2"])])
        },
        .storage("attachments.chap") { storage, _ in storage.attachment?.chap = nil },
        .chap("chap.user") { chap, generator in chap.credentials.user = generator.pick(["user-a", "user-c"]) },
        .chap("chap.password") { chap, _ in chap.credentials.password = .environment("OTHER") },
        .chap("chap.version") { chap, generator in chap.version = generator.pick([1, 2, 3]) },
        .chap("chap.mutual.user") { chap, generator in
            chap.mutual = CHAPCredentials(
                user: generator.pick(["target-user", "other"]), password: .environment("TARGET"))
        },
        .chap("chap.mutual.password") { chap, _ in chap.mutual?.password = .file("/run/secrets/target") },
    ]

    static let volumes: [StackMutation] = [
        .volume("default_volume_name") { volume, _ in volume.name += "-renamed" },
        .volume("size") { volume, generator in volume.size.value.count += generator.pick([1, 2]) },
        .volume("replica_count") { volume, generator in
            volume.replicaCount = generator.pick([nil, Declared(4), Declared(5)])
        },
        .volume("placement_policy") { volume, generator in
            volume.placement = generator.pick([
                nil, Declared(DesiredPlacement(policy: "hybrid")), Declared(DesiredPlacement(policy: "all-flash")),
            ])
        },
        .volume("qos") { volume, generator in
            let field = generator.pick(QoSField.allCases)
            var qos = volume.qos ?? DesiredQoS()
            qos.limits[field] = generator.pick([nil, Declared(.unlimited), Declared(.at(700)), Declared(.at(800))])
            volume.qos = qos
        },
        .volume("qos.iops_per_gb") { volume, generator in
            var qos = volume.qos ?? DesiredQoS()
            qos.iopsPerGiB = generator.pick([nil, Declared(20), Declared(30)])
            volume.qos = qos
        },
        .volume("qos.bandwidth_per_gb") { volume, generator in
            var qos = volume.qos ?? DesiredQoS()
            qos.bandwidthPerGiB = generator.pick([nil, Declared(2048), Declared(4096)])
            volume.qos = qos
        },
        .volume("snapshot_policies") { volume, _ in
            volume.snapshotPolicies = Declared(
                [SnapshotPolicy(name: "added", interval: .week, retentionCount: 4)])
        },
        .policy("snapshot_policies.interval") { policy, generator in
            policy.interval = generator.pick(SnapshotPolicy.Interval.allCases)
        },
        .policy("snapshot_policies.retention_count") { policy, generator in
            policy.retentionCount = generator.pick([7, 8, 9])
        },
        .policy("snapshot_policies.start_time") { policy, generator in
            policy.startTime = generator.pick([nil, "2027-01-03T02:00:00+00:00", "2027-01-04T02:00:00+00:00"])
        },
    ]
}
