import Planning
import StorageModel
import Testing

@Suite struct StepGraphTests {
    private func step(_ name: String) -> Step {
        Step(
            .tenant(TenantPath(name)), "create", stage: .change,
            call: .createTenant(TenantPath(name), description: nil), reason: "", origin: nil)
    }

    private func id(_ name: String) -> String { "tenant/\(name):create" }

    @Test func stepsKeepTheirOrderUnlessTheyMustWait() throws {
        let graph = try StepGraph(
            ["a", "b", "c", "d"].map(step), dependencies: [id("a"): [id("c")], id("b"): [id("a")]])
        #expect(graph.steps.map(\.id) == ["c", "a", "b", "d"].map(id))
    }

    @Test func aCycleIsReportedWithItsPath() {
        #expect(throws: StepGraphError<Step>.cycle(path: ["a", "b", "c", "a"].map(id))) {
            try StepGraph(
                ["a", "b", "c"].map(step),
                dependencies: [id("a"): [id("b")], id("b"): [id("c")], id("c"): [id("a")]])
        }
    }

    @Test func twoStepsOfOneIdAreAnErrorAndNoCrash() {
        #expect(throws: StepGraphError<Step>.sameID(step("b"))) {
            try StepGraph(["a", "b", "c", "b"].map(step), dependencies: [:])
        }
    }

    @Test func aLongChainDoesNotExhaustTheStack() throws {
        let names = (0..<20_000).map { "t\($0)" }
        var dependencies: [String: Set<String>] = [:]
        for index in 0..<19_999 { dependencies[id(names[index])] = [id(names[index + 1])] }
        let graph = try StepGraph(names.map(step), dependencies: dependencies)
        #expect(graph.steps.first?.id == id("t19999"))
    }
}
