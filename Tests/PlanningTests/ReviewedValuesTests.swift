import Planning
import StorageModel
import TestSupport
import Testing

/// Every value that a plan would write is in what is reviewed, and what is reviewed is held to.
@Suite struct ReviewedValuesTests {
    private static let empty = ObservedState(cluster: SampleStack.cluster)

    private func record(_ desired: DesiredState, on array: ModelArray = ModelArray(empty)) async throws -> PlanRecord {
        PlanRecord(try await array.plan(desired, PlanningOptions(maxDeletes: 9)))
    }

    private func fields(_ record: PlanRecord, _ address: String) -> [String: FieldValue?] {
        let fields = record.changes.first { $0.address == address }?.fields ?? []
        return Dictionary(fields.map { ($0.path.description, $0.to) }, uniquingKeysWith: { $1 })
    }

    private static func stack(start: String?) -> DesiredState {
        var desired = SampleStack.desired()
        let policy = SnapshotPolicy(name: "daily", interval: .day, retentionCount: 3, startTime: start)
        desired.edit { $0.editVolume { $0.snapshotPolicies = Declared([policy]) } }
        return desired
    }

    @Test func theStartOfASnapshotPolicyIsShownAndApproved() async throws {
        let one = Self.stack(start: "2027-01-01T01:00:00Z")
        let five = Self.stack(start: "2027-01-01T05:00:00Z")
        #expect(try await record(one).digest != record(five).digest)
        let array = ModelArray(Self.empty)
        try await array.converge(one)
        let change = try #require(try await record(five, on: array).changes.first)
        #expect(
            change.fields[0].from == .text("every 1day, keep 3, from 2027-01-01T01:00:00+00:00")
                && change.fields[0].to == .text("every 1day, keep 3, from 2027-01-01T05:00:00+00:00"))
    }

    @Test func theStartOfASnapshotPolicyThatIsChangedByHandIsDrift() async throws {
        let desired = Self.stack(start: "2027-01-01T01:00:00Z")
        let array = ModelArray(Self.empty)
        try await array.converge(desired)
        await array.edit {
            $0.appInstances[0].storageInstances[0].volumes[0].snapshotPolicies[0].startTime =
                "2027-01-01T09:00:00+00:00"
        }
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: [.root]))
        #expect(report.entries.map(\.kind) == [.drift])
    }

    /// The array chooses one where the manifest says nothing; then nothing is to do, and nothing has drifted.
    @Test func aStartThatTheArrayHasChosenMeansNothing() async throws {
        let desired = Self.stack(start: nil)
        let array = ModelArray(Self.empty)
        try await array.converge(desired)
        await array.edit {
            $0.appInstances[0].storageInstances[0].volumes[0].snapshotPolicies[0].startTime =
                "1970-01-01T00:00:00+00:00"
        }
        #expect(try await array.plan(desired).isEmpty)
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: [.root]))
        #expect(report.entries.isEmpty)
    }

    @Test func aGroupsNameAndTenantAreShown() async throws {
        func stack(_ name: String, _ tenant: TenantPath) -> DesiredState {
            var desired = SampleStack.desired()
            desired.initiatorGroups = [
                DesiredInitiatorGroup(
                    address: .initiatorGroup("hosts", tenant: nil), tenant: tenant, name: name,
                    members: Declared([SampleStack.host]))
            ]
            return desired
        }
        let plan = try await record(stack("test-hosts", TenantPath("a")))
        #expect(fields(plan, "initiator_group/hosts")["name"] == .text("test-hosts"))
        #expect(fields(plan, "initiator_group/hosts")["tenant"] == .text("a"))
        let others = [stack("prod-hosts", TenantPath("a")), stack("test-hosts", TenantPath("b"))]
        for other in others { #expect(try await record(other).digest != plan.digest) }
    }

    @Test func aRemovedGroupsTenantAndMembersAreShownAndHeldTo() async throws {
        func array(_ members: Set<InitiatorName>) async throws -> ModelArray {
            var state = Self.empty
            for tenant in ["a", "b"].map({ TenantPath($0) }) {
                state.tenants.append(ObservedTenant(path: tenant))
                state.initiatorGroups[tenant] = [ObservedInitiatorGroup(name: "old", members: members, owner: tenant)]
            }
            return ModelArray(state)
        }
        func stack(_ tenant: String) -> DesiredState {
            var desired = DesiredState(stack: "sample")
            desired.removals = [Removal(.initiatorGroup("old", tenant: TenantPath(tenant)), .delete)]
            return desired
        }
        let plan = try await record(stack("a"), on: array([SampleStack.host]))
        let change = try #require(plan.changes.first)
        #expect(change.fields.map(\.path) == ["name", "members", "tenant"])
        #expect(try await record(stack("b"), on: array([SampleStack.host])).digest != plan.digest)
        let now = try await array([]).plan(stack("a"), PlanningOptions(maxDeletes: 9))
        #expect(StalenessCheck(plan).staleObjects(in: now).first?.rows.map(\.label) == ["members"])
    }

    @Test func theModeOfAnAddedStorageInstanceIsShown() async throws {
        var desired = SampleStack.desired()
        desired.edit {
            $0.address = .appInstance($0.key)
            $0.declaredAccessMode = Declared(.allowAll)
            $0.storageInstances.append(
                DesiredStorageInstance(
                    name: "logs", volumes: [DesiredVolume(name: "redo", size: Declared(Gibibytes(5)))]))
        }
        let plan = try await record(desired, on: SampleStack.applied())
        #expect(fields(plan, "app_instance/ledger")["logs access_control_mode"] == .text("allow_all"))
        desired.edit { $0.declaredAccessMode = Declared(.denyAll) }
        #expect(try await record(desired, on: SampleStack.applied()).digest != plan.digest)
    }

    @Test(arguments: [2, 1]) func thePlacesOfPasswordsAreShownOnEveryUpdate(version: Int) async throws {
        func stack(_ password: SecretReference, _ mutual: SecretReference) -> DesiredState {
            var desired = SampleStack.desired()
            desired.edit { app in
                let user = version == 1 ? "other" : "ledger"
                app.storageInstances[0].attachment?.chap = DesiredCHAP(
                    credentials: CHAPCredentials(user: user, password: password),
                    mutual: CHAPCredentials(user: "target", password: mutual), version: version)
            }
            return desired
        }
        func plan(_ password: String, _ mutual: String) async throws -> PlanRecord {
            let array = try await SampleStack.applied()
            try await array.converge(stack(.environment("BEFORE"), .environment("BEFORE")))
            var desired = stack(.environment(password), .environment(mutual))
            desired.edit { $0.storageInstances[0].attachment?.chap?.version += 1 }
            return try await record(desired, on: array)
        }
        let first = try await plan("A", "M")
        let shown = fields(first, "volume/ledger")
        #expect(shown["attachments.chap.password"] == .secret(.environment("A")))
        #expect(shown["attachments.chap.mutual.password"] == .secret(.environment("M")))
        #expect(try await Set([plan("A", "M"), plan("B", "M"), plan("A", "N")].map(\.digest)).count == 3)
    }

    @Test func whatTheApproverReliedOnIsPartOfTheDigest() async throws {
        let plan = try await record(SampleStack.desired())
        let edits: [@Sendable (inout DesiredState) -> Void] = [
            { $0.tenant = TenantPath("a") }, { $0.guards.maxUpdatePercent = Declared(99) },
            { $0.guards.maxProvisionedPercent = Declared(99) }, { $0.edit { $0.protect = Declared(true) } },
            { $0.edit { $0.manage = .noDelete } }, { $0.edit { $0.extendsOffline = true } },
        ]
        var digests = [plan.digest]
        for edit in edits {
            var desired = SampleStack.desired()
            edit(&desired)
            digests.append(try await record(desired).digest)
        }
        #expect(Set(digests).count == edits.count + 1)
    }

    @Test func whatIsIgnoredIsSaidAndApproved() async throws {
        let array = try await SampleStack.applied()
        func stack(_ iops: Int, _ reason: String) -> DesiredState {
            var desired = SampleStack.desired()
            desired.edit {
                $0.editVolume {
                    $0.size.value = Gibibytes(200)
                    $0.qos = DesiredQoS(limits: [.totalIOPS: Declared(.at(iops))])
                }
            }
            desired.ignores = [IgnoreRule(pattern: "volume/*", fields: .qos, reason: reason)]
            return desired
        }
        let plan = try await record(stack(7000, "test of load"), on: array)
        let entry = try #require(plan.ignored.first)
        #expect(plan.ignored.count == 1 && entry.address == "volume/ledger" && entry.pattern == "volume/*")
        #expect(entry.fields.map(\.path) == ["qos.total_iops_max"] && entry.reason == "test of load")
        #expect(entry.fields[0].from == .iops(.at(5000)) && entry.fields[0].to == .iops(.at(7000)))
        #expect(plan.changes.flatMap(\.fields).map(\.path) == ["size"])
        #expect(try await record(stack(8000, "test of load"), on: array).digest != plan.digest)
        #expect(try await record(stack(5000, "test of load"), on: array).ignored.isEmpty)
    }
}
