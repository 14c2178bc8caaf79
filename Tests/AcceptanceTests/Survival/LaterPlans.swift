import DSPClient
import Diagnostics
import ManifestLoading
import Observing
import Planning
import Reporting
import StorageModel
import TestSupport

/// What a story's manifest plans after a run, once somebody has deleted or changed one object by hand.
///
/// A run that was killed and repeated must have left nothing behind that makes this plan another one than after a run that
/// nobody disturbed: a note that was never confirmed shows only when what it is about is gone.
struct LaterPlans: Sendable {
    private let desired: DesiredState
    /// After an undisturbed run; of everything that the array lets anybody do.
    private let expected: [(change: HandChange, plan: String)]

    /// - Parameter end: the array as an undisturbed run has left it.
    init(_ story: Story, on array: SimulatedDSP, after end: String) async throws {
        let loaded = ManifestLoader().load([ManifestSource(name: "story", text: Array(story.manifest.utf8))])
        guard let desired = loaded.desired else { throw Story.Unprepared(story: story.name, output: "not loaded") }
        self.desired = desired
        let observed = try await Self.withClient(array) { client in
            try await client.observe(tenants: desired.tenantsInUse)
        }
        var expected: [(HandChange, String)] = []
        for change in HandChange.all(of: desired, on: observed) {
            try await array.restore(end)
            // What the array refuses nobody can do.
            guard let plan = try? await Self.plan(desired, on: array, after: change) else { continue }
            expected.append((change, plan))
        }
        self.expected = expected
    }

    var count: Int { expected.count }

    /// In what a plan differs from the one after an undisturbed run, and what somebody has done before.
    ///
    /// - Parameter number: which change; they take turns.
    func problems(on array: SimulatedDSP, number: Int) async throws -> [String] {
        guard !expected.isEmpty else { return [] }
        let (change, plan) = expected[number % expected.count]
        let found: String
        do {
            found = try await Self.plan(desired, on: array, after: change)
        } catch {
            return ["\(change): \(error)"]
        }
        guard found != plan else { return [] }
        let (left, right) = (found.split(separator: "\n"), plan.split(separator: "\n"))
        let line = zip(left, right).first { $0 != $1 }.map { "\($0.0) ≠ \($0.1)" }
        return ["planned otherwise after \(change): \(line ?? "\(left.count) ≠ \(right.count) lines")"]
    }

    private static func plan(
        _ desired: DesiredState, on array: SimulatedDSP, after change: HandChange
    ) async throws -> String {
        try await withClient(array) { client in
            let observed = try await client.observe(tenants: desired.tenantsInUse)
            try await change.perform(on: client, observed, stack: desired.stack)
            let plan = try await PlanSource(desired).plan(on: client)
            return PlanJSON.render(PlanRecord(plan)).withoutChance
                + plan.diagnostics.map { "\($0.message)\n" }.joined()
        }
    }

    /// Straight to the simulator: nothing here is about the connection.
    private static func withClient<Result>(
        _ array: SimulatedDSP, _ body: (DSPClient) async throws -> Result
    ) async throws -> Result {
        let client = SimulatedDSP(simulator: array.simulator, port: nil).client()
        do {
            let result = try await body(client)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }
}

extension String {
    /// A plan's JSON without uuids, times and what is made of them.
    fileprivate var withoutChance: String {
        replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "UUID")
            .replacing(/trash-[0-9a-f]{8}/, with: "trash-UUID")
            .replacing(/sha256:[0-9a-f]+/, with: "DIGEST")
            .replacing(/[0-9]{9,}\.[0-9]+/, with: "TIME")
            .replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{8} UTC/, with: "TIME")
    }
}
