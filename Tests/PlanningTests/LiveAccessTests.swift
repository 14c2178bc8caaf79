import Planning
import StorageModel
import TestSupport
import Testing

/// Who may log in, as the array has it: a storage instance that lets in more than declared is drift, always.
@Suite struct LiveAccessTests {
    private static func stack(
        _ mode: AccessControlMode? = nil, manage: ManageLevel = .full, attached: Bool = true
    ) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit {
            $0.declaredAccessMode = mode.map { Declared($0) }
            $0.manage = manage
            if !attached { $0.storageInstances[0].attachment = nil }
        }
        return desired
    }

    /// Applied as declared, then opened or closed by hand.
    private func array(
        _ desired: DesiredState, live mode: AccessControlMode, connected: [InitiatorName] = []
    ) async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit {
            $0.appInstances[0].storageInstances[0].accessControlMode = mode
            $0.appInstances[0].logIn(connected)
        }
        return array
    }

    private func drift(_ desired: DesiredState, on array: ModelArray) async throws -> DriftReport {
        DriftAnalysis().report(desired, against: try await array.observe(tenants: desired.tenantsInUse))
    }

    @Test(arguments: [AccessControlMode.denyAll, nil], [true, false])
    func aTargetThatWasOpenedByHandIsDriftAndIsClosed(declared: AccessControlMode?, attached: Bool) async throws {
        let desired = Self.stack(declared, attached: attached)
        let array = try await array(desired, live: .allowAll)
        let report = try await drift(desired, on: array)
        #expect(report.hasDrift && report.entries.map(\.kind) == [.drift])
        #expect(report.entries[0].fields.map(\.path) == ["access_control_mode"])
        let plan = try await array.converge(desired)
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:set access_control_mode storage-1"])
        #expect(plan.risk == .safe && plan.changes[0].change.fields.map(\.to) == [.text("deny_all")])
        #expect(try await array.plan(desired).isEmpty)
        #expect(try await drift(desired, on: array).entries.isEmpty)
    }

    @Test func closingItIsDisruptiveForWhoIsConnectedAndNotOnTheList() async throws {
        let stranger = InitiatorName("iqn.1993-08.org.debian:01:stranger")
        let array = try await array(Self.stack(), live: .allowAll, connected: [SampleStack.host, stranger])
        let plan = try await array.plan(Self.stack())
        #expect(plan.risk == .disruptive && plan.changes[0].hazards == [.cutsOff([stranger])])
    }

    @Test func theAccessListIsSetBeforeTheTargetCloses() async throws {
        let array = try await array(Self.stack(), live: .allowAll)
        await array.edit { $0.appInstances[0].storageInstances[0].initiators = [] }
        let steps = try await array.plan(Self.stack()).graph
        #expect(
            steps.dependencies(of: "volume/ledger:set access_control_mode storage-1")
                .contains("volume/ledger:set acl storage-1"))
    }

    @Test func itIsDriftAlsoWhereTheRestIsLeftAloneAndNotWhereItIsIgnored() async throws {
        for manage in [ManageLevel.observe, .createOnly] {
            var desired = Self.stack()
            let array = try await array(desired, live: .allowAll)
            desired = Self.stack(manage: manage)
            #expect(try await drift(desired, on: array).entries.map(\.kind) == [.drift], "\(manage)")
            let plan = try await array.plan(desired)
            #expect(plan.isEmpty && plan.notes.contains { $0.text.contains("access_control_mode") }, "\(manage)")
        }
        var ignoring = Self.stack()
        let array = try await array(ignoring, live: .allowAll)
        ignoring.ignores = [IgnoreRule(pattern: "volume/*", fields: .accessControlMode, reason: "open on purpose")]
        #expect(try await drift(ignoring, on: array).entries.isEmpty)
        #expect(try await array.plan(ignoring).isEmpty)
    }

    @Test func whatCannotBeOpenedIsSaidInEveryPlanAndDrift() async throws {
        let desired = Self.stack(.allowAll)
        let array = try await array(desired, live: .denyAll)
        let plan = try await array.plan(desired)
        #expect(plan.isEmpty && plan.notes.map(\.text).contains { $0.contains("applies only at creation") })
        let report = try await drift(desired, on: array)
        #expect(!report.hasDrift && report.notes.contains { $0.text.contains("applies only at creation") })
    }

    @Test func adoptingAnOpenTargetSaysThatTheNextApplyClosesIt() async throws {
        let desired = Self.stack()
        let array = try await array(desired, live: .allowAll)
        await array.edit { $0.appInstances[0].describe(as: nil) }
        let plan = try await array.plan(
            desired, PlanningOptions(intent: .adopt([AdoptionRequest(key: SampleStack.key)], fromStack: nil)))
        #expect(plan.changes.count == 1 && plan.notes.contains { $0.text.contains("access_control_mode") })
        let unowned = try await array.plan(desired)
        #expect(
            unowned.blocks.map(\.code) == [.notAdopted] && unowned.blocks[0].message.contains("access_control_mode"))
    }

    @Test func chapThatWasRemovedOrChangedByHandIsDrift() async throws {
        for live in [ObservedAuthentication.none, .chap(user: "other"), .mutualCHAP(user: "ledger", targetUser: "x")] {
            let array = try await SampleStack.applied()
            await array.edit { $0.appInstances[0].storageInstances[0].authentication = live }
            let report = try await drift(SampleStack.desired(), on: array)
            #expect(report.entries.map(\.kind) == [.drift] && report.entries[0].fields[0].path == "attachments.chap")
        }
    }

    @Test func aPasswordFromAnotherPlaceIsSaidUntilItsVersionIsRaised() async throws {
        let array = try await SampleStack.applied()
        var desired = SampleStack.desired()
        desired.edit { $0.storageInstances[0].attachment?.chap?.credentials.password = .environment("OTHER") }
        for _ in 1...2 {
            let plan = try await array.converge(desired)
            #expect(plan.isEmpty && plan.notes.map(\.text).contains { $0.contains("reference of its CHAP password") })
            #expect(
                try await drift(desired, on: array).notes.contains {
                    $0.text.contains("reference of its CHAP password")
                })
        }
        var larger = desired
        larger.edit { $0.editVolume { $0.size.value = Gibibytes(200) } }
        try await array.converge(larger)
        #expect(
            try await array.plan(larger).notes.map(\.text).contains { $0.contains("reference of its CHAP password") })
        larger.edit { $0.storageInstances[0].attachment?.chap?.version = 2 }
        let rotation = try await array.converge(larger)
        #expect(rotation.graph.steps.map(\.id).contains("volume/ledger:set chap storage-1"))
        #expect(try await array.plan(larger).notes.isEmpty)
    }
}
