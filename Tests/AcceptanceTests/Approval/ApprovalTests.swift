import Execution
import Observing
import Planning
import StorageModel
import TestSupport
import Testing

/// What was approved is what is sent: one key of a random stack is changed after the review.
@Suite struct ApprovalTests {
    private static let mutationsOfStack = 10

    /// What came of one change after the review.
    private struct Case: Sendable {
        var key: String
        var isOtherDigest: Bool
        var isRefused: Bool
        var problem: String?
    }

    @Test func nothingIsSentThatWasNotApproved() async throws {
        let stacks = Soak.isFull ? 10_000 : 60
        let cases = try await Array(0..<stacks).concurrently(2) { try await Self.cases(number: $0) }.flatMap { $0 }
        for problem in cases.compactMap(\.problem).prefix(20) { Issue.record("\(problem)") }
        let differing = cases.filter(\.isOtherDigest)
        Soak.report(
            "one key changed after the approval",
            "\(cases.count), of which \(differing.count) have another digest and \(cases.filter(\.isRefused).count) are refused"
        )
        #expect(cases.count >= (Soak.isFull ? 100_000 : 600) && cases.allSatisfy { $0.problem == nil })
        // Else the test says nothing about a key. An array is guarded before anything is sent to it, not by a digest.
        let seen = Set(differing.map(\.key))
        #expect(StackMutation.all.map(\.key).filter { !seen.contains($0) } == ["cluster.uuid"])
    }

    private static func cases(number: Int) async throws -> [Case] {
        let seed = Soak.seed &+ UInt64(number) &* 7_919
        var generator = SeededGenerator(seed: seed)
        var stacks = RandomStack(seed: seed)
        let before = ModelArray(ObservedState(cluster: RandomStack.cluster))
        var desired = stacks.next(volumes: 3)
        if generator.chance(60) {
            if generator.chance(50) { desired.addCopies(&generator) }
            try await before.converge(desired)
            if generator.chance(30) { await before.edit { $0.changeByHand() } }
            let copies = desired.appInstances.dropFirst(3)
            desired = stacks.next(volumes: 3)
            desired.appInstances += copies
        } else {
            desired.addCopies(&generator)
        }
        desired.guards = Guards(maxDeletes: Declared(9), maxUpdatePercent: Declared(100))
        let state = await before.state
        let plan = try await ModelArray(state).plan(desired)
        guard plan.diagnostics.isEmpty else { return try await cases(number: number &+ 1_000_003) }
        var cases: [Case] = []
        while cases.count < mutationsOfStack {
            let mutation = generator.pick(StackMutation.all)
            guard let other = mutation.mutated(desired, &generator) else { continue }
            cases.append(try await outcome(of: mutation.key, other, approved: plan, on: state, "seed \(seed)"))
        }
        return cases
    }

    private static func outcome(
        of key: String, _ other: DesiredState, approved plan: Plan, on state: ObservedState, _ seed: String
    ) async throws -> Case {
        let record = PlanRecord(plan)
        let source = PlanSource(other)
        let array = ModelArray(state)
        let fresh = try await source.plan(on: array)
        var result = Case(
            key: key, isOtherDigest: PlanRecord(fresh).digest != record.digest, isRefused: true, problem: nil)
        if !result.isOtherDigest, fresh.sent != plan.sent {
            result.problem = "\(seed): \(key): one digest for \(plan.sent) and \(fresh.sent)"
        }
        // An error of the manifest, which ends the program before anything else.
        guard fresh.diagnostics.isEmpty else { return result }
        let apply = Apply(source, to: array, executor: Executor(array))
        if case .stale = try await apply.run(record) {} else { result.isRefused = false }
        let calls = await array.calls.map(StepAction.call)
        let approved = Set(plan.sent)
        if let call = calls.first(where: { !approved.contains($0) }) {
            result.problem = "\(seed): \(key): sent without approval: \(call)"
        }
        if result.isRefused, !calls.isEmpty { result.problem = "\(seed): \(key): refused, and yet sent \(calls)" }
        if !result.isOtherDigest, !result.isRefused, Set(calls) != Set(plan.graph.steps.map(\.action)) {
            result.problem = "\(seed): \(key): the same digest, but sent \(calls)"
        }
        return result
    }
}

extension Plan {
    /// Every action that carrying it out may take.
    fileprivate var sent: [StepAction] { graph.steps.flatMap { [$0.action] + ($0.undo.map { [$0] } ?? []) } }
}

extension ObservedState {
    /// What somebody might have done at the console.
    fileprivate mutating func changeByHand() {
        guard !appInstances.isEmpty else { return }
        appInstances[0].storageInstances[0].volumes[0].performance = PerformanceLimits([.writeIOPS: .at(333)])
        appInstances[0].storageInstances[0].initiators = []
    }
}
