import DSPClient
import StorageModel
import Testing

@Suite struct StatusTests {
    private static let app = "GET /app_instances/b1ac5967-12aa-4959-b24c-c60dd40d0a13"
    private static let initiator = "GET /initiators/iqn.1993-08.org.debian:01:db01"

    private static func initiator(owner: String, label: String) -> Reply {
        .data(#"{"id":"iqn.1993-08.org.debian:01:db01","name":"\#(label)","tenant":"\#(owner)"}"#)
    }

    private static func status(of call: ArrayCall, _ route: String, _ reply: Reply) async throws -> CallStatus {
        let array = ScriptedArray([route: [reply]])
        let status = try await DSPClient(array).status(of: call)
        #expect(array.work.count == 1)
        return status
    }

    @Test func aBlueprintThatIsThereIsDone() async throws {
        let status = try await Self.status(
            of: .createAppInstance(Samples.blueprint), "GET /app_instances/ledger @/root/payments",
            .data(Samples.live))
        #expect(status == .applied)
    }

    @Test func everyDifferenceFromTheBlueprintIsNamed() async throws {
        var blueprint = Samples.blueprint
        blueprint.marker.stack = "test"
        blueprint.adminState = .offline
        var storage = blueprint.storageInstances[0]
        storage.ipPool = "fast"
        storage.groups = []
        storage.authentication = .mutualCHAP(user: "ledger", targetUser: "array")
        storage.volumes[0].size = Gibibytes(30)
        storage.volumes[0].performance?[.totalIOPS] = .unlimited
        storage.volumes[0].snapshotPolicies = [SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)]
        storage.volumes.append(VolumeContent(name: "volume-2", size: Gibibytes(1), replicaCount: 1))
        blueprint.storageInstances = [storage]
        let status = try await Self.status(
            of: .createAppInstance(blueprint), "GET /app_instances/ledger", .data(Samples.live))
        #expect(
            status
                == .conflicting(
                    [
                        "marker is datera-apply v1 prod ledger 000006 0123456789ab -, "
                            + "not datera-apply v1 test ledger 000006 0123456789ab -",
                        "admin_state is online, not offline", "storage-1 ip_pool is default, not fast",
                        "storage-1 attachments.chap is user ledger, not user ledger, mutual array",
                        "storage-1 attachments.initiator_groups is db-hosts, not none",
                        "storage-1/volume-1 size is 20 GiB, not 30 GiB",
                        "storage-1/volume-1 qos.total_iops_max is 5000 IOPS, not unlimited",
                        "storage-1/volume-1 snapshot_policies.daily is none, not every 1day, keep 7",
                        "storage-1/volume-1 snapshot_policies.hourly is every 1hour, keep 48, not none",
                        "volume storage-1/volume-2 is missing",
                    ].joined(separator: "; ")))
    }

    @Test(arguments: [
        ArrayCall.createAppInstance(Samples.blueprint), .createTenant(Samples.payments, description: nil),
        .createInitiator(tenant: .root, iqn: Samples.iqn, label: "db-01", force: false),
        .createInitiatorGroup(tenant: .root, name: "hosts", members: []),
        .setVolume(Samples.volume, to: .size(Gibibytes(1))),
    ])
    func whatIsNotThereIsAbsent(call: ArrayCall) async throws {
        #expect(try await DSPClient(ScriptedArray()).status(of: call) == .notApplied)
    }

    @Test(arguments: [
        ArrayCall.deleteAppInstance(Samples.app), .deleteInitiator(tenant: .root, iqn: Samples.iqn),
        .deleteInitiatorGroup(tenant: .root, name: "hosts"), .deleteTenant(Samples.payments),
        .deleteStorageInstance(Samples.storage), .deleteVolume(Samples.volume),
    ])
    func whatIsGoneIsDeleted(call: ArrayCall) async throws {
        #expect(try await DSPClient(ScriptedArray()).status(of: call) == .applied)
    }

    @Test func aPartOfAnAppInstanceIsLookedForInsideIt() async throws {
        let gone = StorageInstanceReference(app: Samples.app, name: "gone")
        let volume = VolumeContent(name: "volume-1", size: Gibibytes(1), replicaCount: 1)
        let calls: [(ArrayCall, CallStatus?)] = [
            (.deleteStorageInstance(Samples.storage), .notApplied), (.deleteStorageInstance(gone), .applied),
            (.deleteVolume(Samples.volume), .notApplied), (.createVolume(gone, volume), .notApplied),
            (.createVolume(Samples.storage, volume), nil),
            (
                .createStorageInstance(
                    Samples.app, Samples.blueprint.storageInstances[0], chap: .oneWay(Samples.chap)), .applied
            ),
        ]
        for (call, expected) in calls {
            let status = try await Self.status(of: call, Self.app, .data(Samples.live))
            if let expected {
                #expect(status == expected, "\(call)")
            } else {
                guard case .conflicting(let text) = status else {
                    Issue.record("\(status)")
                    continue
                }
                #expect(text.contains("storage-1/volume-1 size is 20 GiB, not 1 GiB"))
            }
        }
    }

    @Test func whatIsStillThereIsNotDeleted() async throws {
        #expect(
            try await Self.status(of: .deleteAppInstance(Samples.app), Self.app, .data(Samples.live)) == .notApplied)
        let inherited = Self.initiator(owner: "/root", label: "db-01")
        #expect(
            try await Self.status(
                of: .deleteInitiator(tenant: Samples.payments, iqn: Samples.iqn), Self.initiator, inherited) == .applied
        )
        let own = Self.initiator(owner: "/root/payments", label: "db-01")
        #expect(
            try await Self.status(
                of: .deleteInitiator(tenant: Samples.payments, iqn: Samples.iqn), Self.initiator, own) == .notApplied)
    }

    @Test(arguments: [
        (#"{"da.name":"ledger","other":"x","odd":{}}"#, CallStatus.applied), (#"{"da.name":"old"}"#, .notApplied),
        ("{}", .notApplied),
    ])
    func keyValuesTellWhetherTheyWereWritten(live: String, expected: CallStatus) async throws {
        let status = try await Self.status(
            of: .writeMetadata(Samples.app, ["da.name": "ledger", "da.state": ""], in: .ecosystem),
            "\(Self.app)/int_ecosystem_data", .data(live))
        #expect(status == expected)
    }

    @Test(arguments: [
        (nil as String?, CallStatus.applied), ("Payments team", .applied),
        ("Other", .conflicting("description is Payments team, not Other")),
    ])
    func aTenantStandsByItsDescription(description: String?, expected: CallStatus) async throws {
        let status = try await Self.status(
            of: .createTenant(Samples.payments, description: description), "GET /tenants/root/payments",
            .data(#"{"path":"/tenants/root/payments","name":"payments","descr":"Payments team"}"#))
        #expect(status == expected)
    }

    @Test(arguments: [
        ("/root/payments", "db-01", CallStatus.applied), ("/root", "db-01", .notApplied),
        ("/root/payments", "x", .conflicting("name is x, not db-01")),
    ])
    func anInheritedInitiatorIsNotTheTenantsOwn(owner: String, label: String, expected: CallStatus) async throws {
        let status = try await Self.status(
            of: .createInitiator(tenant: Samples.payments, iqn: Samples.iqn, label: "db-01", force: true),
            Self.initiator, Self.initiator(owner: owner, label: label))
        #expect(status == expected)
    }

    @Test(arguments: [
        (ArrayCall.addGroupMember(tenant: .root, group: "hosts", member: Samples.iqn), CallStatus.applied),
        (.addGroupMember(tenant: .root, group: "hosts", member: Samples.otherIQN), .notApplied),
        (.removeGroupMember(tenant: .root, group: "hosts", member: Samples.iqn), .notApplied),
        (.removeGroupMember(tenant: .root, group: "hosts", member: Samples.otherIQN), .applied),
        (.createInitiatorGroup(tenant: .root, name: "hosts", members: [Samples.iqn]), .applied),
        (
            .createInitiatorGroup(tenant: .root, name: "hosts", members: []),
            .conflicting("members is iqn.1993-08.org.debian:01:db01, not none")
        ),
    ])
    func aGroupStandsByItsMembers(call: ArrayCall, expected: CallStatus) async throws {
        let status = try await Self.status(
            of: call, "GET /initiator_groups/hosts",
            .data(#"{"name":"hosts","members":[{"path":"/initiators/iqn.1993-08.org.debian:01:db01"}]}"#))
        #expect(status == expected)
    }

    @Test(arguments: [
        (ArrayCall.updateAppInstance(Samples.app, AppInstanceUpdate(name: "ledger")), CallStatus.applied),
        (.updateAppInstance(Samples.app, AppInstanceUpdate(adminState: .offline)), .notApplied),
        (.updateAppInstance(Samples.app, AppInstanceUpdate(marker: Samples.marker)), .applied),
        (.moveToIPPool(Samples.storage, pool: "default"), .applied),
        (.moveToIPPool(Samples.storage, pool: "x"), .notApplied),
        (.setAccessList(Samples.storage, initiators: [Samples.iqn], groups: []), .notApplied),
        // Its password may be another.
        (.setAuthentication(Samples.storage, .oneWay(Samples.chap)), .notApplied),
        (.setAuthentication(Samples.storage, .none), .notApplied),
        (.setAccessControlMode(Samples.storage, .denyAll), .notApplied),
        (.setVolume(Samples.volume, to: .size(Gibibytes(20))), .applied),
        (.setVolume(Samples.volume, to: .replicaCount(2)), .notApplied),
        (.setVolume(Samples.volume, to: .placement(.policy("all-flash"))), .applied),
        (.setPerformancePolicy(Samples.volume, to: Samples.limits, exists: false), .applied),
        (.setPerformancePolicy(Samples.volume, to: .unlimited, exists: true), .notApplied),
        (
            .setPerformancePolicy(Samples.volume, to: PerformanceLimits([.totalIOPS: .at(5000)]), exists: false),
            .conflicting("qos.read_bandwidth_max is 1 MiB/s, not unlimited")
        ), (.createSnapshotPolicy(Samples.volume, Samples.hourly), .applied),
        (
            .createSnapshotPolicy(
                Samples.volume, SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 1)),
            .conflicting("snapshot_policies.hourly is every 1hour, keep 48, not every 1hour, keep 1")
        ),
        (
            .updateSnapshotPolicy(
                Samples.volume,
                SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 48, startTime: "2026-01-01")),
            .notApplied
        ), (.deleteSnapshotPolicy(Samples.volume, name: "hourly"), .notApplied),
        (.deleteSnapshotPolicy(Samples.volume, name: "daily"), .applied),
        (.setVolume(VolumeReference(storage: Samples.storage, name: "gone"), to: .size(Gibibytes(20))), .notApplied),
    ])
    func aSettingStandsByTheLiveValue(call: ArrayCall, expected: CallStatus) async throws {
        #expect(try await Self.status(of: call, Self.app, .data(Samples.live)) == expected)
    }
}
