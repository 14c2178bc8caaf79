import Diagnostics
import Planning
import StorageModel
import TestSupport
import Testing

/// What a single difference on one volume leads to.
@Suite struct AppInstancePlanTests {
    @Test func anAppliedStackNeedsNothing() async throws {
        let plan = try await SampleStack.applied().plan(SampleStack.desired())
        #expect(plan.isEmpty)
        #expect(plan.blocks.isEmpty)
        #expect(plan.unchangedCount == 2)
    }

    @Test func aNewVolumeIsOneStepAfterItsInitiator() async throws {
        let plan = try await ModelArray(ObservedState(cluster: SampleStack.cluster)).plan(SampleStack.desired())
        #expect(plan.graph.steps.map(\.id) == ["initiator/db-01:create", "volume/ledger:create"])
        #expect(plan.graph.dependencies(of: "volume/ledger:create") == ["initiator/db-01:create"])
    }

    struct OnlineCase: Sendable, CustomTestStringConvertible {
        var name: String
        var steps: [String]
        var risk: Risk = .safe
        var edit: @Sendable (inout DesiredAppInstance) -> Void
        var testDescription: String { name }
    }

    static let cases: [OnlineCase] = [
        OnlineCase(name: "extend", steps: ["resize storage-1/volume-1", "record"]) {
            $0.editVolume { $0.size.value = Gibibytes(200) }
        },
        OnlineCase(
            name: "extend offline", steps: ["take offline", "resize storage-1/volume-1", "record"], risk: .disruptive
        ) {
            $0.extendsOffline = true
            $0.editVolume { $0.size.value = Gibibytes(200) }
        },
        OnlineCase(name: "limits", steps: ["set qos storage-1/volume-1", "record"]) {
            $0.editVolume { $0.qos?.limits[.readIOPS] = Declared(.at(10)) }
        },
        OnlineCase(name: "rename", steps: ["record"]) { $0.name.value = "ledger-new" },
        OnlineCase(name: "placement", steps: ["set placement storage-1/volume-1", "record"]) {
            $0.editVolume { $0.placement?.value.policy = "all-flash" }
        },
        OnlineCase(
            name: "replica_count and ip_pool share one window",
            steps: ["take offline", "set replica_count storage-1/volume-1", "set ip_pool storage-1", "record"],
            risk: .disruptive
        ) {
            $0.editVolume { $0.replicaCount?.value = 5 }
            $0.storageInstances[0].ipPools?.value = ["fast"]
        },
        OnlineCase(name: "go offline", steps: ["record"], risk: .disruptive) { $0.adminState = Declared(.offline) },
        OnlineCase(name: "CHAP rotation", steps: ["set chap storage-1", "record"], risk: .disruptive) {
            $0.storageInstances[0].attachment?.chap?.version = 2
        },
        OnlineCase(name: "CHAP removed", steps: ["set chap storage-1", "record"], risk: .disruptive) {
            $0.storageInstances[0].attachment?.chap = nil
        },
        OnlineCase(
            name: "attachment removed", steps: ["set acl storage-1", "set chap storage-1", "record"], risk: .disruptive
        ) { $0.storageInstances[0].attachment = nil },
        OnlineCase(name: "protect", steps: ["record"]) { $0.protect = Declared(true) },
        OnlineCase(name: "limits no longer managed", steps: ["record"]) { $0.editVolume { $0.qos = nil } },
        OnlineCase(name: "snapshot policy", steps: ["add snapshot_policy storage-1/volume-1/daily", "record"]) {
            $0.editVolume {
                $0.snapshotPolicies = Declared([SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)])
            }
        },
    ]

    @Test(arguments: cases) func oneDifferenceLeadsToItsStepsAndConverges(_ testCase: OnlineCase) async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit(testCase.edit)
        let plan = try await array.converge(desired)
        #expect(plan.graph.steps.map { $0.id.replacing("volume/ledger:", with: "") } == testCase.steps)
        #expect(plan.risk == testCase.risk)
        #expect(try await array.plan(desired).isEmpty)
        let isRunning = await array.state.appInstances[0].adminState == .online
        #expect(isRunning == (desired.appInstances[0].adminState?.value != .offline))
    }

    @Test func theWindowMarksWhoTookItOffline() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let steps = try await SampleStack.applied().plan(desired).graph.steps
        let open = try #require(steps[0].action.update)
        let close = try #require(steps[2].action.update)
        #expect(open.adminState == .offline && open.marker?.flags.hasOpenWindow == true && !open.force)
        #expect(close.adminState == .online && close.marker?.flags.hasOpenWindow == false)
        #expect(steps[0].undo != nil)
    }

    @Test func connectedInitiatorsAreNamedAndForceIsSentOnlyForThem() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].logIn([SampleStack.host]) }
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let plan = try await array.plan(desired)
        #expect(plan.changes[0].hazards == [.goesOffline(connected: [SampleStack.host])])
        #expect(try #require(plan.graph.steps[0].action.update).force)
    }

    @Test func takingAccessFromAConnectedInitiatorIsDisruptive() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].logIn([SampleStack.host]) }
        var desired = SampleStack.desired()
        desired.edit { $0.storageInstances[0].attachment?.initiators = [] }
        #expect(try await array.plan(desired).changes[0].hazards == [.cutsOff([SampleStack.host])])
    }

    @Test func aPersonsOfflineStaysAndNeedsNoWindow() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].adminState = .offline }
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let plan = try await array.converge(desired)
        #expect(plan.risk == .safe)
        #expect(await array.state.appInstances[0].adminState == .offline)
        #expect(try await array.plan(desired).isEmpty)
    }

    @Test func anInterruptedWindowIsClosedFirst() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.replicaCount?.value = 5 } }
        let steps = try await array.plan(desired).graph.steps
        try await array.perform(steps[0])
        let resumed = try await array.converge(SampleStack.desired())
        #expect(resumed.graph.steps.map(\.stage) == [.recover], "by the same call that clears the flag")
        #expect(await array.state.appInstances[0].adminState == .online)
        #expect(await array.state.appInstances[0].marker?.flags.hasOpenWindow == false)
        #expect(try await array.plan(SampleStack.desired()).isEmpty)
    }

    @Test func unmanagedLimitsKeepTheirLiveValue() async throws {
        let array = try await SampleStack.applied()
        await array.edit { $0.appInstances[0].storageInstances[0].volumes[0].performance?[.writeBandwidth] = .at(2048) }
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.qos?.limits[.totalIOPS]?.value = .at(8000) } }
        try await array.converge(desired)
        let limits = await array.state.appInstances[0].storageInstances[0].volumes[0].performance
        #expect(limits == PerformanceLimits([.totalIOPS: .at(8000), .writeBandwidth: .at(2048)]))
    }

    @Test func perGigabyteLimitsFollowTheSizeAndSayHow() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit {
            $0.editVolume {
                $0.size.value = Gibibytes(250)
                $0.qos = DesiredQoS(limits: [.totalIOPS: Declared(.at(20_000))], iopsPerGiB: Declared(50))
            }
        }
        let plan = try await array.plan(desired)
        let field = plan.changes[0].change.fields.first { $0.path == "qos.total_iops_max" }
        #expect(field?.to == .limit(.totalIOPS, .at(12_500)))
        #expect(field?.note == "iops_per_gb 50 × 250 GiB, cap 20000 IOPS")
    }

    @Test func aGroupThatIsNoLongerManagedIsSaidOnce() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.editVolume { $0.qos = nil } }
        let plan = try await array.converge(desired)
        #expect(plan.notes.map(\.text) == ["no longer managed, the live value stays: qos"])
        #expect(try await array.plan(desired).notes.isEmpty)
    }

    @Test(arguments: [(90, 3, "cannot shrink to 90 GiB"), (100, 2, "cannot be reduced to 2")])
    func whatAnArrayCannotTakeBackBlocks(size: Int, replicas: Int, message: String) async throws {
        var desired = SampleStack.desired()
        desired.appInstances = [SampleStack.volume(size: size, replicas: replicas)]
        let plan = try await SampleStack.applied().plan(desired)
        #expect(plan.isEmpty && plan.diagnostics.isEmpty)
        #expect(plan.blocks.map(\.code) == [.cannotReduce] && plan.blocks[0].message.contains(message))
    }

    @Test func protectOutlivesItsLine() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.protect = Declared(true) }
        try await array.converge(desired)
        try await array.converge(SampleStack.desired())
        #expect(await array.state.appInstances[0].marker?.flags.isProtected == true)
        desired.edit { $0.protect = Declared(false) }
        try await array.converge(desired)
        #expect(await array.state.appInstances[0].marker?.flags.isProtected == false)
    }
}
