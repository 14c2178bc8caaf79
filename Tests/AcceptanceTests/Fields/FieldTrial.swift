// Taking apart the JSON of a saved plan.
import FoundationEssentials
import Simulation
import TestSupport

/// Tries one row with the program itself and a simulated array.
struct FieldTrial {
    /// What was seen, in the terms of a row.
    struct Outcome: Sendable {
        var create: Set<FieldRow.Report> = []
        var update: Set<FieldRow.Report> = []
        var drift = false
        var export = false
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let row: FieldRow
    private static let secrets = ["ONE", "TWO", "SIX"].reduce(into: [:]) { $0[$1] = "secret-12345-\($1)" }

    func outcome() async throws -> Outcome {
        let hasLater = row.hand != nil || row.export == .yes
        let (seen, exported) = try await onArray { array in
            var outcome = Outcome(create: try await differences(on: array))
            try await apply(row.before, to: array)
            outcome.update = try await differences(on: array)
            guard hasLater else { return (outcome, "") }
            try await apply(row.first, to: array)
            let exported = try await export(array)
            if let hand = row.hand {
                for request in hand { try await send(request, to: array) }
                let drift = try await run(["drift"], row.first, on: array)
                outcome.drift = drift.status == 2
                outcome.export = try await export(array) != exported
            }
            return (outcome, exported)
        }
        guard hasLater, row.hand == nil else { return seen }
        var outcome = seen
        outcome.export = try await onArray { array in
            try await apply(row.second, to: array)
            return try await export(array) != exported
        }
        return outcome
    }

    private func onArray<Result: Sendable>(
        _ body: @Sendable @escaping (SimulatedDSP) async throws -> Result
    ) async throws -> Result {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: row.product)) { array in
            for request in row.givens { try await send(request, to: array) }
            return try await body(array)
        }
    }

    private func send(_ request: FieldRow.Request, to array: SimulatedDSP) async throws {
        if request.path.hasPrefix("/_sim") {
            try await array.admin(request.method, request.path, request.body)
        } else {
            try await array.call(request.method, request.path, request.body, tenant: request.tenant)
        }
    }

    /// In which reports the plans of the first and the second manifest differ.
    private func differences(on array: SimulatedDSP) async throws -> Set<FieldRow.Report> {
        let (first, second) = (try await plan(row.first, on: array), try await plan(row.second, on: array))
        return Set(FieldRow.Report.allCases.filter { first[$0] != second[$0] })
    }

    private func plan(_ manifest: String, on array: SimulatedDSP) async throws -> [FieldRow.Report: JSONTree] {
        let file = TemporaryFile()
        let run = try await run(["plan", "-o", file.path], manifest, on: array)
        let tree = (try? JSONTree(parsing: Array(file.text.utf8))) ?? .null
        let lines = (run.output + run.error).split(separator: "\n")
            .filter { !$0.hasPrefix("Digest:") && !$0.contains(file.path) }
        return [
            .text: .text(lines.map { $0.replacing(/<stdin>:\d+:\d+/, with: "") }.joined(separator: "\n")),
            .json: tree.withoutPlaces, .digest: tree["digest"] ?? .null,
        ]
    }

    private func apply(_ manifest: String, to array: SimulatedDSP) async throws {
        let run = try await run(["apply", "--yes"] + row.arguments, manifest, on: array)
        guard run.status == 0 else {
            throw Failure(description: "apply ended with \(run.status)\n\(manifest)\(run.output)\(run.error)")
        }
    }

    private func export(_ array: SimulatedDSP) async throws -> String {
        let run = try await ToolRun(["export", "--stack", "fields"], environment: array.environment)
        guard run.status == 0 else { throw Failure(description: "export ended with \(run.status)\n\(run.error)") }
        return run.output
    }

    private func run(_ verb: [String], _ manifest: String, on array: SimulatedDSP) async throws -> ToolRun {
        let head =
            "apiVersion: datera-apply/v1\nkind: Stack\n" + (manifest.contains("stack: ") ? "" : "stack: fields\n")
        return try await ToolRun(
            verb + ["-f", "-"], environment: array.environment.merging(Self.secrets) { $1 }, input: head + manifest)
    }
}

extension JSONTree {
    /// Without what says where a value was declared, what it was made of, and hashes of it.
    fileprivate var withoutPlaces: JSONTree {
        switch self {
        case .null, .flag, .number, .text: self
        case .list(let list): .list(list.map(\.withoutPlaces))
        case .object(let members):
            .object(
                members.filter { !["source", "inputs", "integrity", "digest", "marker"].contains($0.key) }
                    .mapValues(\.withoutPlaces))
        }
    }
}
