import Planning
import StorageModel
import TestSupport
import Testing

/// A run that is stopped anywhere and run again leaves the markers of one that was not: what they record must not depend on
/// which of the two has made which step.
@Suite struct InterruptedRecordTests {
    @Test(arguments: QuickTests.seeds(40)) func theMarkersAreThoseOfAnUninterruptedRun(seed: UInt64) async throws {
        var stacks = RandomStack(seed: seed)
        let series = [stacks.next(volumes: 4), stacks.next(volumes: 4)]
        let expected = try await markers(of: series, stoppingAfter: nil)
        let count = try await array(with: series[0]).plan(series[1]).graph.steps.count
        var generator = SeededGenerator(seed: seed)
        for steps in Array(0..<count).shuffled(using: &generator).prefix(6) {
            let markers = try await markers(of: series, stoppingAfter: steps)
            #expect(markers == expected, "stopped after \(steps) of \(count) steps")
        }
    }

    /// What was set is recorded, also by a run that finds nothing else to do.
    @Test(arguments: [[:], ["owner": "ops"]], [["owner": "ops", "ticket": "12"], ["ticket": "12"]])
    func keyValuesThatAreThereAreRecorded(before: [String: String], after: [String: String]) async throws {
        func stack(_ values: [String: String]) -> DesiredState {
            var desired = SampleStack.desired()
            desired.edit { $0.metadata = values.mapValues { Declared($0) } }
            return desired
        }
        let series = [stack(before), stack(after)]
        let steps = try await array(with: series[0]).plan(series[1]).graph.steps
        #expect(steps.map(\.id) == ["volume/ledger:set metadata", "volume/ledger:record"])
        #expect(try await markers(of: series, stoppingAfter: 1) == markers(of: series, stoppingAfter: nil))
    }

    /// The marker of an app instance that gets a second target says where both passwords come from.
    @Test func aNewTargetsPasswordIsRecorded() async throws {
        var desired = SampleStack.desired()
        desired.edit { $0.storageInstances[0].attachment?.chap = Self.chap("FIRST") }
        let array = try await array(with: desired)
        let before = await array.state.appInstances[0].marker?.flags.chapReferences
        desired.edit { app in
            var second = app.storageInstances[0]
            second.name = "storage-2"
            second.attachment?.chap = Self.chap("SECOND")
            app.storageInstances.append(second)
            app.address = .appInstance(app.key)
        }
        try await array.converge(desired)
        let after = await array.state.appInstances[0].marker?.flags.chapReferences
        #expect(before != nil && after != nil && before != after)
        let notes = try await array.plan(desired).notes
        #expect(!notes.contains { $0.text.contains("another place") }, "\(notes)")
    }

    private static func chap(_ variable: String) -> DesiredCHAP {
        DesiredCHAP(credentials: CHAPCredentials(user: "ledger", password: .environment(variable)))
    }

    private func array(with desired: DesiredState) async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: RandomStack.cluster))
        try await array.converge(desired)
        return array
    }

    private func markers(of series: [DesiredState], stoppingAfter steps: Int?) async throws -> [String: Marker] {
        let array = try await array(with: series[0])
        if let steps {
            for step in try await array.plan(series[1]).graph.steps.prefix(steps) { try await array.perform(step) }
        }
        try await array.converge(series[1])
        let marked = await array.state.appInstances.map { ($0.name, $0.marker) }
        return Dictionary(marked.compactMap { name, marker in marker.map { (name, $0) } }) { first, _ in first }
    }
}
