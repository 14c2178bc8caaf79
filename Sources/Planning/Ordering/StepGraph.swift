/// Steps and who waits for whom, in one fixed order: dependencies first, ties by the order they were given in.
package struct StepGraph<Step: ScheduledStep>: Sendable, Equatable {
    package let steps: [Step]
    private let dependencies: [String: Set<String>]

    package static var empty: StepGraph { StepGraph() }

    private init() {
        steps = []
        dependencies = [:]
    }

    /// - Throws: when steps wait for each other, with the whole path, and when two of them have one id.
    package init(_ steps: [Step], dependencies: [String: Set<String>]) throws(StepGraphError<Step>) {
        self.dependencies = dependencies
        self.steps = try Self.sorted(steps, by: dependencies)
    }

    /// The ids of the steps that must be done before this one.
    package func dependencies(of id: String) -> Set<String> { dependencies[id] ?? [] }

    /// The ids of all steps that can never run when these have failed.
    package func blocked(by failed: Set<String>) -> Set<String> {
        var blocked: Set<String> = []
        for step in steps where !dependencies(of: step.id).isDisjoint(with: failed.union(blocked)) {
            blocked.insert(step.id)
        }
        return blocked
    }

    /// Depth-first, so that a cycle is found as a path; linear in steps and edges.
    private static func sorted(
        _ steps: [Step], by dependencies: [String: Set<String>]
    ) throws(StepGraphError<Step>) -> [Step] {
        var position: [String: Int] = [:]
        for (index, step) in steps.enumerated() where position.updateValue(index, forKey: step.id) != nil {
            throw .sameID(step)
        }
        var state = [Visit](repeating: .unseen, count: steps.count)
        var result: [Step] = []
        for root in steps.indices where state[root] == .unseen {
            // An explicit stack: a chain of thousands of steps must not exhaust the thread's.
            var path: [(index: Int, remaining: [Int])] = []
            func enter(_ index: Int) -> (index: Int, remaining: [Int]) {
                state[index] = .onPath
                let before = (dependencies[steps[index].id] ?? []).compactMap { position[$0] }
                return (index, before.sorted(by: >))
            }
            path.append(enter(root))
            while var top = path.popLast() {
                guard let next = top.remaining.popLast() else {
                    state[top.index] = .done
                    result.append(steps[top.index])
                    continue
                }
                path.append(top)
                switch state[next] {
                case .done: continue
                case .unseen: path.append(enter(next))
                case .onPath:
                    let start = path.firstIndex { $0.index == next } ?? path.startIndex
                    throw .cycle(path: path[start...].map { steps[$0.index].id } + [steps[next].id])
                }
            }
        }
        return result
    }
}

private enum Visit { case unseen, onPath, done }

/// Why steps cannot be put into an order.
package enum StepGraphError<Step: ScheduledStep>: Error, Equatable {
    /// They wait for each other; the path begins and ends with the same step.
    case cycle(path: [String])
    /// Two have the id of this one, so it would be unknown which of them is done.
    case sameID(Step)
}
