import Planning
import StorageModel
import TestSupport
import Testing

/// What is wrong with a volume of the stack is said, whether anything of it is managed or not.
@Suite struct ConditionTests {
    private func warnings(
        _ desired: DesiredState = SampleStack.desired(), _ body: @Sendable (inout ObservedAppInstance) -> Void
    ) async throws -> [PlanWarning] {
        let array = try await SampleStack.applied()
        await array.edit { body(&$0.appInstances[0]) }
        let plan = try await array.plan(desired)
        let report = DriftAnalysis().report(desired, against: try await array.observe(tenants: [.root]))
        #expect(plan.warnings == report.warnings && plan.blocks.isEmpty)
        return plan.warnings
    }

    @Test func anOfflineVolumeIsNamed() async throws {
        let warnings = try await warnings { $0.adminState = .offline }
        #expect(warnings.map(\.code) == [.offline] && warnings[0].message.contains("volume/ledger"))
        #expect(warnings[0].hint.contains("admin_state: online"))
    }

    @Test func oneThatShallBeOfflineIsNot() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.adminState = Declared(.offline) }
        #expect(try await warnings(desired) { $0.adminState = .offline }.isEmpty)
        #expect(try await warnings { _ in }.isEmpty)
    }

    @Test func oneThatThePlanBringsOnlineIsShownThereAlone() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.adminState = Declared(.online) }
        #expect(try await warnings(desired) { $0.adminState = .offline }.isEmpty)
        desired.edit { $0.ignored = .adminState }
        #expect(try await warnings(desired) { $0.adminState = .offline }.map(\.code) == [.offline])
    }

    @Test func whatTheArraySaysIsWrongIsNamed() async throws {
        let warnings = try await warnings { $0.troubles = ["health critical"] }
        #expect(warnings.map(\.code) == [.unhealthy])
        #expect(warnings[0].message == "the array reports health critical for volume/ledger")
    }

    @Test func whatThisVersionDoesNotKnowIsNamed() async throws {
        let warnings = try await warnings { $0.unknownValues = ["admin_state maintenance"] }
        #expect(warnings.map(\.code) == [.unknownValue])
        #expect(warnings[0].message == "the array has admin_state maintenance in volume/ledger")
    }
}
