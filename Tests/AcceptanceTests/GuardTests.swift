import Simulation
import TestSupport
import Testing

/// Each guard trips on the array, writing nothing, and says the flag that overrides it.
@Suite struct GuardTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var applied: String
        var edited: String
        var code: String
        /// What the message names, and what then lets the plan through.
        var override: [String]
        var more: [String] = []
    }

    private static func stack(_ count: Int, size: Int = 1, _ more: String = "") -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: guarded\nvolumes:\n"
            + (1...count).map { "  vol-\($0): {size: \(size)GiB, replica_count: 1}\n" }.joined() + more
    }

    private static let nobody = "cluster: {uuid: 00000000-0000-4000-8000-000000000000}\n"

    private static let cases: [Case] = [
        Case(
            testDescription: "too many updates", applied: stack(10), edited: stack(10, size: 2), code: "max_updates",
            override: ["--max-update-pct", "100"]),
        Case(
            testDescription: "too many deletions", applied: stack(2),
            edited: stack(1, "removed: [{from: volume/vol-2, action: trash}]\n"), code: "max_deletes",
            override: ["--max-deletes", "1"], more: ["--allow-destroy"]),
        Case(
            testDescription: "an empty manifest", applied: stack(1),
            edited: "apiVersion: datera-apply/v1\nkind: Stack\nstack: guarded\n"
                + "removed: [{from: volume/vol-1, action: forget}]\n",
            code: "empty_manifest", override: ["--allow-empty"]),
        Case(
            testDescription: "another cluster", applied: stack(1), edited: stack(1, size: 2, nobody),
            code: "other_cluster", override: ["--cluster", "{uuid}"]),
        Case(
            testDescription: "a full array", applied: stack(1),
            edited: stack(1, size: 60, "guards: {max_provisioned_pct: 50}\n"), code: "capacity", override: []),
    ]

    @Test(arguments: cases) func aGuardTripsAndItsOverrideLetsThrough(_ example: Case) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(totalCapacity: 100 << 30)) { array async throws in
            let applied = try await run(["apply", "--yes"], example.applied, on: array)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            try await array.forgetRequests()
            for verb in [["plan"], ["apply", "--yes"] + example.more] {
                let refused = try await run(verb, example.edited, on: array)
                #expect(
                    refused.status == 4 && refused.output.contains("blocked [\(example.code)]"), "\(refused.output)")
                #expect(refused.output.contains(example.override.first ?? "max_provisioned_pct: 60"))
            }
            #expect(try await array.writes().isEmpty)
            let uuid = try await array.admin("GET", "/_sim/state")["uuid"]?.text ?? ""
            let flags = example.override.map { $0.replacing("{uuid}", with: uuid) }
            let edited = example.edited.replacing("max_provisioned_pct: 50", with: "max_provisioned_pct: 60")
            let passed = try await run(["apply", "--yes"] + example.more + flags, edited, on: array)
            #expect(passed.status == 0, "\(passed.output)\(passed.error)")
            let again = try await run(["plan", "--detailed-exitcode"] + flags, edited, on: array)
            #expect(again.status == 0, "\(again.output)")
        }
    }

    @Test func tooLittleRoomAndAnExpiredIgnoreAreWarnings() async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(totalCapacity: 100 << 30)) { array async throws in
            let ignore =
                "ignore: [{match: \"volume/*\", fields: [qos], until: 2020-01-01, reason: tuned by hand}]\n"
            let plan = try await run(["plan"], Self.stack(2, size: 60, ignore), on: array)
            #expect(plan.status == 0)
            #expect(plan.output.contains("warning [capacity]") && plan.output.contains("warning [expired_ignore]"))
            #expect(try await array.writes().isEmpty)
        }
    }

    private func run(_ verb: [String], _ manifest: String, on array: SimulatedDSP) async throws -> ToolRun {
        try await ToolRun(verb + ["-f", "-"], environment: array.environment, input: manifest)
    }
}
