import TestSupport
import Testing

/// The scripts under examples/, run as their headers say.
@Suite struct ExampleTests {
    private func run(_ script: String, _ arguments: [String], _ environment: [String: String]) async throws -> ToolRun {
        try await ToolRun(
            [PackageRoot.path("examples/\(script)")] + arguments, program: "/bin/bash",
            environment: environment.merging(["BIN": ToolRun.buildFolder]) { $1 })
    }

    @Test func aFirstPlanNeedsNoArray() async throws {
        let run = try await run("first-plan.sh", [], [:])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("Plan: 5 to create"))
    }

    @Test func aPipelineAppliesOnMergeAndIsQuietWhenThereIsNothingToDo() async throws {
        let manifest = PackageRoot.path("manifests/single-database.yaml")
        try await SimulatedDSP.with { array async throws in
            let first = try await run("gitops-apply.sh", [manifest], array.environment)
            #expect(first.status == 0, "\(first.output)\(first.error)")
            #expect(first.output.contains("Applied: 5 steps done"))
            try await array.forgetRequests()
            let second = try await run("gitops-apply.sh", [manifest], array.environment)
            #expect(second.status == 0)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aPipelineWithoutAnAddressStopsAtOnce() async throws {
        #expect(try await run("gitops-apply.sh", ["x.yaml"], [:]).status == 64)
    }
}
