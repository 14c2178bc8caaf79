import Planning
import Reporting
import StorageModel
import TestSupport
import Testing

/// Drift reports as people and programs read them.
@Suite struct DriftReportTests {
    private func report() async throws -> DriftReport {
        var desired = SampleStack.desired()
        desired.appInstances.append(SampleStack.volume(ResourceKey("journal")))
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit { state in
            state.appInstances[0].storageInstances[0].volumes[0].size = Gibibytes(300)
            state.appInstances[0].storageInstances[0].initiators = []
            var other = state.appInstances[1]
            other.id = "other"
            other.name = "by-hand"
            other.createMode = "openstack"
            other.describe(as: nil)
            state.appInstances.append(other)
        }
        desired.appInstances[1].protect = Declared(true)
        desired.appInstances.append(SampleStack.volume(ResourceKey("missing")))
        desired.ignores = [
            IgnoreRule(
                pattern: "volume/j*", fields: .qos, until: CalendarDate(year: 2026, month: 1, day: 31),
                reason: "tuned by hand")
        ]
        let options = PlanningOptions(today: CalendarDate(year: 2026, month: 2, day: 1))
        return DriftAnalysis(options).report(desired, against: try await array.observe(tenants: [.root]))
    }

    @Test func textIsAsReviewed() async throws {
        let text = DriftText().render(try await report())
        Golden.expect(text, is: "drift.txt")
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    }

    @Test func jsonIsAsReviewed() async throws {
        Golden.expect(DriftJSON.render(try await report()), is: "drift.json")
    }
}
