import StorageModel

/// References and values that the tests share.
enum Samples {
    static let payments = TenantPath("payments")
    static let app = AppInstanceReference(tenant: payments, id: "b1ac5967-12aa-4959-b24c-c60dd40d0a13")
    static let storage = StorageInstanceReference(app: app, name: "storage-1")
    static let volume = VolumeReference(storage: storage, name: "volume-1")
    static let iqn = InitiatorName("iqn.1993-08.org.debian:01:db01")
    static let otherIQN = InitiatorName("iqn.1993-08.org.debian:01:db02")
    static let marker = Marker(
        stack: "prod", key: ResourceKey("ledger"), mask: [.size, .replicas], hash: "0123456789ab")
    static let chapReference = SecretReference.environment("LEDGER_CHAP")
    static let targetReference = SecretReference.environment("TARGET_CHAP")
    static let chap = CHAPCredentials(user: "ledger", password: chapReference)
    static let target = CHAPCredentials(user: "array", password: targetReference)
    static let secrets: ResolvedSecrets = [
        chapReference: Secret("secretsecret1"), targetReference: Secret("secretsecret2"),
    ]
    static let hourly = SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 48)
    static let limits = PerformanceLimits([.totalIOPS: .at(5000), .readBandwidth: .at(1024)])
    static let limitsBody =
        #"{"read_bandwidth_max":1024,"read_iops_max":0,"total_bandwidth_max":0,"total_iops_max":5000,"#
        + #""write_bandwidth_max":0,"write_iops_max":0}"#

    static let blueprint = AppInstanceSpec(
        tenant: payments, name: "ledger", marker: marker, accessControlMode: .denyAll,
        storageInstances: [
            StorageInstanceContent(
                name: "storage-1", ipPool: "default", initiators: [iqn, otherIQN], groups: ["db-hosts"],
                authentication: .chap(user: "ledger"),
                volumes: [
                    VolumeContent(
                        name: "volume-1", size: Gibibytes(20), replicaCount: 3, placement: .policy("all-flash"),
                        performance: limits, snapshotPolicies: [hourly])
                ])
        ], chap: ["storage-1": .oneWay(chap)])

    /// What the array shows once the blueprint has been made.
    static let live = #"""
        {"tenant":"/root/payments","path":"/app_instances/b1ac5967-12aa-4959-b24c-c60dd40d0a13","name":"ledger",
        "id":"b1ac5967-12aa-4959-b24c-c60dd40d0a13","descr":"datera-apply v1 prod ledger 000006 0123456789ab -",
        "admin_state":"online","create_mode":"normal","uuid":"00000000-0000-0000-0000-000000000000",
        "app_template":{"path":"","resolved_path":"","resolved_tenant":""},
        "storage_instances":[{"name":"storage-1","admin_state":"online","op_state":"available",
        "ip_pool":{"path":"/access_network_ip_pools/default","resolved_path":"/access_network_ip_pools/default"},
        "acl_policy":{"initiators":[{"path":"/initiators/iqn.1993-08.org.debian:01:db01"},
        {"path":"/initiators/iqn.1993-08.org.debian%3A01%3Adb02","tenant":"/root"}],
        "initiator_groups":[{"path":"/initiator_groups/db-hosts"}]},
        "auth":{"type":"chap","target_user_name":"ledger","target_pswd":"(hidden)","initiator_user_name":""},
        "access":{"ips":["172.28.41.43","172.29.41.56"],"iqn":"iqn.2013-05.com.daterainc:tc:01:sn:9b8e"},
        "active_initiators":["iqn.1993-08.org.debian:01:db01"],
        "volumes":[{"name":"volume-1","size":20,"replica_count":3,"snapshots":[{"utc_ts":"1.5"},{"utc_ts":"2.5"}],
        "placement_mode":"hybrid","placement_policy":{"path":"/placement_policies/all-flash"},
        "performance_policy":{"path":"/p","total_iops_max":5000,"read_bandwidth_max":1024,"read_iops_max":0},
        "snapshot_policies":[{"name":"hourly","interval":"1hour","retention_count":48,
        "start_time":"1970-01-01T00:00:30+00:00"}]}]}]}
        """#
}
