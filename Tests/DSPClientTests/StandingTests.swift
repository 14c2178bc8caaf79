import DSPClient
import StorageModel
import Testing

@Suite struct StandingTests {
    private static let app = "GET /app_instances/b1ac5967-12aa-4959-b24c-c60dd40d0a13"
    private static let initiator = "GET /initiators/iqn.1993-08.org.debian:01:db01"

    private static func initiator(owner: String, label: String) -> Reply {
        .data(#"{"id":"iqn.1993-08.org.debian:01:db01","name":"\#(label)","tenant":"\#(owner)"}"#)
    }

    private static func standing(of call: ArrayCall, _ route: String, _ reply: Reply) async throws -> CallStanding {
        let array = ScriptedArray([route: [reply]])
        let standing = try await DSPClient(array).standing(of: call)
        #expect(array.work.count == 1)
        return standing
    }

    @Test func aBlueprintThatIsThereIsDone() async throws {
        let standing = try await Self.standing(
            of: .createAppInstance(Samples.blueprint), "GET /app_instances/ledger @/root/payments",
            .data(Samples.live))
        #expect(standing == .done)
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
        let standing = try await Self.standing(
            of: .createAppInstance(blueprint), "GET /app_instances/ledger", .data(Samples.live))
        #expect(
            standing
                == .conflicting(
                    [
                        "marker is datera-apply v1 prod ledger 000006 0123456789ab -, "
                            + "not datera-apply v1 test ledger 000006 0123456789ab -",
                        "admin_state is online, not offline", "storage-1 ip_pool is default, not fast",
                        "storage-1 initiator groups is [\"db-hosts\"], not []",
                        "storage-1 CHAP is one-way as ledger, not mutual as ledger and array",
                        "storage-1/volume-1 size is 20 GiB, not 30 GiB",
                        "storage-1/volume-1 total_iops_max is 5000 IOPS, not unlimited",
                        "snapshot policy storage-1/volume-1/daily is missing",
                        "snapshot policy storage-1/volume-1/hourly is too many",
                        "volume storage-1/volume-2 is missing",
                    ].joined(separator: "; ")))
    }

    @Test(arguments: [
        ArrayCall.createAppInstance(Samples.blueprint), .createTenant(Samples.payments, description: nil),
        .createInitiator(tenant: .root, iqn: Samples.iqn, label: "db-01", force: false),
        .createInitiatorGroup(tenant: .root, name: "hosts", members: []),
        .resizeVolume(Samples.volume, to: Gibibytes(1)),
    ])
    func whatIsNotThereIsAbsent(call: ArrayCall) async throws {
        #expect(try await DSPClient(ScriptedArray()).standing(of: call) == .absent)
    }

    @Test(arguments: [
        ArrayCall.deleteAppInstance(Samples.app), .deleteInitiator(tenant: .root, iqn: Samples.iqn),
        .deleteInitiatorGroup(tenant: .root, name: "hosts"), .deleteTenant(Samples.payments),
        .deleteStorageInstance(Samples.storage), .deleteVolume(Samples.volume),
    ])
    func whatIsGoneIsDeleted(call: ArrayCall) async throws {
        #expect(try await DSPClient(ScriptedArray()).standing(of: call) == .done)
    }

    @Test func aPartOfAnAppInstanceIsLookedForInsideIt() async throws {
        let gone = StorageInstanceReference(app: Samples.app, name: "gone")
        let volume = VolumeContent(name: "volume-1", size: Gibibytes(1), replicaCount: 1)
        let calls: [(ArrayCall, CallStanding?)] = [
            (.deleteStorageInstance(Samples.storage), .absent), (.deleteStorageInstance(gone), .done),
            (.deleteVolume(Samples.volume), .absent), (.createVolume(gone, volume), .absent),
            (.createVolume(Samples.storage, volume), nil),
            (
                .createStorageInstance(
                    Samples.app, Samples.blueprint.storageInstances[0], chap: .oneWay(Samples.chap)), .done
            ),
        ]
        for (call, expected) in calls {
            let standing = try await Self.standing(of: call, Self.app, .data(Samples.live))
            if let expected {
                #expect(standing == expected, "\(call)")
            } else {
                guard case .conflicting(let text) = standing else {
                    Issue.record("\(standing)")
                    continue
                }
                #expect(text.contains("storage-1/volume-1 size is 20 GiB, not 1 GiB"))
            }
        }
    }

    @Test func whatIsStillThereIsNotDeleted() async throws {
        #expect(
            try await Self.standing(of: .deleteAppInstance(Samples.app), Self.app, .data(Samples.live)) == .absent)
        let inherited = Self.initiator(owner: "/root", label: "db-01")
        #expect(
            try await Self.standing(
                of: .deleteInitiator(tenant: Samples.payments, iqn: Samples.iqn), Self.initiator, inherited) == .done)
        let own = Self.initiator(owner: "/root/payments", label: "db-01")
        #expect(
            try await Self.standing(
                of: .deleteInitiator(tenant: Samples.payments, iqn: Samples.iqn), Self.initiator, own) == .absent)
    }

    @Test(arguments: [
        (#"{"da.name":"ledger","other":"x","odd":{}}"#, CallStanding.done), (#"{"da.name":"old"}"#, .absent),
        ("{}", .absent),
    ])
    func keyValuesTellWhetherTheyWereWritten(live: String, expected: CallStanding) async throws {
        let standing = try await Self.standing(
            of: .writeMetadata(Samples.app, ["da.name": "ledger", "da.state": ""], in: .ecosystem),
            "\(Self.app)/int_ecosystem_data", .data(live))
        #expect(standing == expected)
    }

    @Test(arguments: [
        (nil as String?, CallStanding.done), ("Payments team", .done),
        ("Other", .conflicting("description is Payments team, not Other")),
    ])
    func aTenantStandsByItsDescription(description: String?, expected: CallStanding) async throws {
        let standing = try await Self.standing(
            of: .createTenant(Samples.payments, description: description), "GET /tenants/root/payments",
            .data(#"{"path":"/tenants/root/payments","name":"payments","descr":"Payments team"}"#))
        #expect(standing == expected)
    }

    @Test(arguments: [
        ("/root/payments", "db-01", CallStanding.done), ("/root", "db-01", .absent),
        ("/root/payments", "x", .conflicting("label is x, not db-01")),
    ])
    func anInheritedInitiatorIsNotTheTenantsOwn(owner: String, label: String, expected: CallStanding) async throws {
        let standing = try await Self.standing(
            of: .createInitiator(tenant: Samples.payments, iqn: Samples.iqn, label: "db-01", force: true),
            Self.initiator, Self.initiator(owner: owner, label: label))
        #expect(standing == expected)
    }

    @Test(arguments: [
        (ArrayCall.addGroupMember(tenant: .root, group: "hosts", member: Samples.iqn), CallStanding.done),
        (.addGroupMember(tenant: .root, group: "hosts", member: Samples.otherIQN), .absent),
        (.removeGroupMember(tenant: .root, group: "hosts", member: Samples.iqn), .absent),
        (.removeGroupMember(tenant: .root, group: "hosts", member: Samples.otherIQN), .done),
        (.createInitiatorGroup(tenant: .root, name: "hosts", members: [Samples.iqn]), .done),
        (
            .createInitiatorGroup(tenant: .root, name: "hosts", members: []),
            .conflicting("members is [iqn.1993-08.org.debian:01:db01], not []")
        ),
    ])
    func aGroupStandsByItsMembers(call: ArrayCall, expected: CallStanding) async throws {
        let standing = try await Self.standing(
            of: call, "GET /initiator_groups/hosts",
            .data(#"{"name":"hosts","members":[{"path":"/initiators/iqn.1993-08.org.debian:01:db01"}]}"#))
        #expect(standing == expected)
    }

    @Test(arguments: [
        (ArrayCall.updateAppInstance(Samples.app, AppInstanceUpdate(name: "ledger")), CallStanding.done),
        (.updateAppInstance(Samples.app, AppInstanceUpdate(adminState: .offline)), .absent),
        (.updateAppInstance(Samples.app, AppInstanceUpdate(marker: Samples.marker)), .done),
        (.moveToIPPool(Samples.storage, pool: "default"), .done), (.moveToIPPool(Samples.storage, pool: "x"), .absent),
        (.setAccessList(Samples.storage, initiators: [Samples.iqn], groups: []), .absent),
        // Its password may be another.
        (.setAuthentication(Samples.storage, .oneWay(Samples.chap)), .absent),
        (.setAuthentication(Samples.storage, .none), .absent),
        (.setAccessControlMode(Samples.storage, .denyAll), .absent),
        (.resizeVolume(Samples.volume, to: Gibibytes(20)), .done), (.setReplicaCount(Samples.volume, to: 2), .absent),
        (.setPlacement(Samples.volume, to: .policy("all-flash")), .done),
        (.setPerformancePolicy(Samples.volume, to: Samples.limits, exists: false), .done),
        (.setPerformancePolicy(Samples.volume, to: .unlimited, exists: true), .absent),
        (
            .setPerformancePolicy(Samples.volume, to: PerformanceLimits([.totalIOPS: .at(5000)]), exists: false),
            .conflicting("volume-1 read_bandwidth_max is 1 MiB/s, not unlimited")
        ), (.createSnapshotPolicy(Samples.volume, Samples.hourly), .done),
        (
            .createSnapshotPolicy(
                Samples.volume, SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 1)),
            .conflicting("volume-1/hourly is every 1hour, keep 48, not every 1hour, keep 1")
        ),
        (
            .updateSnapshotPolicy(
                Samples.volume,
                SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 48, startTime: "2026-01-01")), .absent
        ), (.deleteSnapshotPolicy(Samples.volume, name: "hourly"), .absent),
        (.deleteSnapshotPolicy(Samples.volume, name: "daily"), .done),
        (.resizeVolume(VolumeReference(storage: Samples.storage, name: "gone"), to: Gibibytes(20)), .absent),
    ])
    func aSettingStandsByTheLiveValue(call: ArrayCall, expected: CallStanding) async throws {
        #expect(try await Self.standing(of: call, Self.app, .data(Samples.live)) == expected)
    }
}
