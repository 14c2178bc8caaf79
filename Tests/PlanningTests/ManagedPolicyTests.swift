import Planning
import StorageModel
import TestSupport
import Testing

/// Of the snapshot policies of a volume, those that the manifest names are managed, and no others.
@Suite struct ManagedPolicyTests {
    private static let hourly = SnapshotPolicy(name: "hourly", interval: .hour, retentionCount: 24)
    private static let daily = SnapshotPolicy(name: "daily", interval: .day, retentionCount: 7)

    private static let besides =
        "has the snapshot policy daily (every 1day, keep 7), which the manifest does not list; it is kept until `removed` lists it"

    private func stack(_ policies: [SnapshotPolicy]?, size: Int = 100) -> DesiredState {
        var desired = SampleStack.desired()
        desired.edit {
            $0.editVolume {
                $0.snapshotPolicies = policies.map { Declared($0) }
                $0.size.value = Gibibytes(size)
            }
        }
        return desired
    }

    private func applied(_ policies: [SnapshotPolicy]) async throws -> ModelArray {
        let array = try await SampleStack.applied()
        try await array.converge(stack(policies))
        return array
    }

    private func drift(_ desired: DesiredState, on array: ModelArray) async throws -> [DriftEntry.Kind] {
        let observed = try await array.observe(tenants: desired.tenantsInUse)
        return DriftAnalysis().report(desired, against: observed).entries.map(\.kind)
    }

    private func edit(_ array: ModelArray, _ body: @Sendable (inout [SnapshotPolicy]) -> Void) async {
        await array.edit { body(&$0.appInstances[0].storageInstances[0].volumes[0].snapshotPolicies) }
    }

    @Test func onesThatPeopleAddAreNoneOfOurBusiness() async throws {
        let array = try await applied([Self.hourly])
        await edit(array) { $0.append(Self.daily) }
        #expect(try await array.plan(stack([Self.hourly])).isEmpty)
        #expect(try await drift(stack([Self.hourly]), on: array).isEmpty)
        #expect(try await drift(stack([Self.hourly], size: 200), on: array) == [.pending])
    }

    @Test func oneWhoseLineIsDroppedStaysAndThatIsSaid() async throws {
        let array = try await applied([Self.hourly, Self.daily])
        #expect(try await drift(stack([Self.hourly], size: 200), on: array) == [.pending])
        let plan = try await array.converge(stack([Self.hourly]))
        #expect(plan.graph.steps.map(\.id) == ["volume/ledger:record"] && plan.risk == .safe)
        #expect(plan.notes.map(\.text).contains("no longer managed, the live value stays: snapshot_policies.daily"))
        let policies = await array.state.appInstances[0].storageInstances[0].volumes[0].snapshotPolicies
        #expect(Set(policies.map(\.name)) == ["hourly", "daily"])
        let again = try await array.plan(stack([Self.hourly]))
        #expect(again.isEmpty && again.notes.map(\.text) == [Self.besides])
    }

    @Test func oneThatIsDeletedByHandIsDriftAndComesBack() async throws {
        let array = try await applied([Self.hourly, Self.daily])
        await edit(array) { $0.removeAll { $0.name == "daily" } }
        #expect(try await drift(stack([Self.hourly, Self.daily]), on: array) == [.drift])
        #expect(try await drift(stack([Self.hourly, Self.daily], size: 200), on: array) == [.both])
        try await array.converge(stack([Self.hourly, Self.daily]))
        #expect(try await array.plan(stack([Self.hourly, Self.daily])).isEmpty)
    }

    @Test func namingNoneAtAllTakesAllAway() async throws {
        let array = try await applied([Self.hourly, Self.daily])
        try await array.converge(stack([]))
        #expect(await array.state.appInstances[0].storageInstances[0].volumes[0].snapshotPolicies.isEmpty)
        #expect(try await array.plan(stack([])).isEmpty)
        await edit(array) { $0.append(Self.daily) }
        #expect(try await drift(stack([]), on: array) == [.drift])
    }

    @Test func sayingNothingLeavesAllAlone() async throws {
        let array = try await applied([Self.hourly])
        let plan = try await array.converge(stack(nil))
        #expect(plan.notes.map(\.text) == ["no longer managed, the live value stays: snapshot_policies"])
        #expect(try await array.plan(stack(nil)).isEmpty)
    }
}
