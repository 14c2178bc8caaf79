import Planning
import Reporting
import TestSupport
import Testing

/// Plans as people and programs read them.
@Suite struct PlanReportTests {
    @Test(arguments: SamplePlan.all) func textIsAsReviewed(_ sample: SamplePlan) async throws {
        let text = PlanText().render(try await sample.plan())
        Golden.expect(text, is: "\(sample.name).txt")
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: SamplePlan.all) func jsonIsAsReviewed(_ sample: SamplePlan) async throws {
        Golden.expect(PlanJSON.render(PlanRecord(try await sample.plan())), is: "\(sample.name).json")
    }

    @Test(arguments: SamplePlan.all) func markdownIsAsReviewed(_ sample: SamplePlan) async throws {
        Golden.expect(PlanMarkdown().render(PlanRecord(try await sample.plan())), is: "\(sample.name).md")
    }

    @Test func colourIsOnlyAddedAndNeverMeansAnything() async throws {
        let plan = try await SamplePlan.named("removal").plan()
        let coloured = PlanText(style: TextStyle(isColoured: true)).render(plan)
        let bare = coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(coloured != bare && bare == PlanText().render(plan))
    }

    @Test func equalPlansGiveEqualBytes() async throws {
        let first = PlanRecord(try await SamplePlan.named("update").plan())
        let second = PlanRecord(try await SamplePlan.named("update").plan())
        #expect(PlanJSON.render(first) == PlanJSON.render(second))
        #expect(PlanMarkdown().render(first) == PlanMarkdown().render(second))
    }
}
