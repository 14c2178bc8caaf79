import Glibc
import TestSupport
import Testing

/// What a run has noted on the array before it was stopped is settled by the next one, whatever stopped it.
@Suite(.timeLimit(.minutes(5))) struct OpenIntentTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: shots
        guards: {max_deletes: 3}
        volumes:
          ledger: {size: 10GiB, replica_count: 2}
          journal: {size: 10GiB, replica_count: 2}

        """
    private static let declared = manifest + "snapshots:\n  ledger@before: {}\n"
    private static let notes = "PUT /app_instances/{ledger}/int_ecosystem_data"
    private static let snapshots = "POST /app_instances/{ledger}/storage_instances/storage-1/volumes/volume-1/snapshots"

    enum Interruption: String, Sendable, CaseIterable {
        /// The array has taken the snapshot; its answer is held and the run gets SIGKILL.
        case killedAtThePOST
        /// The same, and SIGTERM: the run ends by itself, and the second note is not written.
        case stoppedAtThePOST
        /// The second note meets an internal error of the array.
        case noteRefused
        /// The time of `--timeout` is over while the array holds the POST.
        case timedOut
    }

    private static func withStopped(
        by interruption: Interruption, isTaken: Bool = true,
        _ body: @Sendable @escaping (Console) async throws -> Void
    ) async throws {
        try await SimulatedDSP.with { array async throws in
            let console = Console(array: array)
            try await console.prepare(manifest)
            try await interrupt(by: interruption, isTaken: isTaken, array)
            // In this order: without its fault a request is no longer held, and is carried out.
            try await array.admin("DELETE", isTaken ? "/_sim/held" : "/_sim/held?drop")
            try await array.admin("DELETE", "/_sim/faults")
            #expect(try await snapshots(console) == (isTaken ? 1 : 0))
            try await body(console)
        }
    }

    private static func interrupt(
        by interruption: Interruption, isTaken: Bool, _ array: SimulatedDSP
    ) async throws {
        let at = isTaken ? "answered" : "received"
        let fault =
            interruption == .noteRefused
            ? #"{"kind":"500","after":1,"match":"\#(notes)"}"#
            : #"{"kind":"hold","count":1,"at":"\#(at)","match":"\#(snapshots)"}"#
        try await array.admin("POST", "/_sim/faults", try await array.filled(fault))
        let file = TemporaryFile()
        try file.write(declared)
        let process = try ToolProcess(
            ["apply", "--yes", "--retry-interval", "0.01", "--retry-timeout", "0.1", "-f", file.path]
                + (interruption == .timedOut ? ["--timeout", "4"] : []),
            environment: array.environment)
        switch interruption {
        case .noteRefused: break
        case .killedAtThePOST:
            #expect(try await array.waitUntilHeld { process.hasEnded })
            process.send(SIGKILL)
        case .stoppedAtThePOST:
            #expect(try await array.waitUntilHeld { process.hasEnded })
            process.send(SIGTERM)
            try await process.waitUntilItStops()
            try await array.admin("DELETE", "/_sim/held")
        case .timedOut:
            #expect(try await array.waitUntilHeld { process.hasEnded })
            try await process.waitUntilItStops()
            try await array.admin("DELETE", "/_sim/held")
        }
        #expect(await process.end() != 0, "\(process.output)\(process.error)")
    }

    private static func snapshots(_ console: Console) async throws -> Int {
        try await console.app("ledger")[path: "storage_instances.0.volumes.0.snapshots"]?.elements.count ?? 0
    }

    private static func note(_ console: Console) async throws -> String? {
        try await console.app("ledger")["metadata"]?["da.snap.before"]?.text
    }

    private static func deleteSnapshot(_ console: Console) async throws {
        let time = try await console.app("ledger")[path: "storage_instances.0.volumes.0.snapshots.0.utc_ts"]?.text ?? ""
        try await console.array.call("DELETE", try await console.volume("ledger") + "/snapshots/\(time)", "{}")
    }

    @Test(arguments: Interruption.allCases)
    func theNextApplyConfirmsTheSnapshotAndItIsNeverTakenAgain(_ interruption: Interruption) async throws {
        try await Self.withStopped(by: interruption) { console async throws in
            #expect(try await Self.note(console) == "asked")
            let plan = try await console.run(["plan", "--detailed-exitcode"], Self.declared)
            #expect(plan.status == 2 && plan.output.contains("snapshot/ledger@before"), "\(plan.output)")
            #expect(plan.output.contains("change 1 snapshot"), "\(plan.output)")
            let rerun = try await console.apply(Self.declared)
            #expect(rerun.status == 0, "\(rerun.output)\(rerun.error)")
            #expect(try await Self.note(console) == "taken")
            #expect(try await console.array.leases().isEmpty)
            #expect(try await console.detailedPlan(Self.declared) == 0)
            try await Self.deleteSnapshot(console)
            let after = try await console.apply(Self.declared)
            #expect(after.status == 4 && after.output.contains("blocked [snapshot_gone]"), "\(after.output)")
            #expect(try await Self.snapshots(console) == 0)
        }
    }

    /// Neither a run of another verb nor one of a part may lose sight of it.
    @Test(arguments: [
        ["forget", "--yes", "volume/journal"],
        ["destroy", "--yes", "--allow-destroy", "--max-deletes", "1", "volume/journal"],
        ["apply", "--yes", "--target", "volume/journal"], ["adopt", "--yes", "--all"],
    ]) func whateverRunsNextConfirmsIt(_ arguments: [String]) async throws {
        try await Self.withStopped(by: .killedAtThePOST) { console async throws in
            let run = try await console.run(arguments, Self.declared)
            #expect(run.status == 0, "\(run.output)\(run.error)")
            #expect(try await Self.note(console) == "taken")
            #expect(try await console.array.leases().isEmpty)
        }
    }

    /// One that was never taken is taken by the next apply, and not forgotten by what runs before it.
    @Test func oneThatWasNotTakenIsTakenByTheNextApply() async throws {
        try await Self.withStopped(by: .killedAtThePOST, isTaken: false) { console async throws in
            let forgotten = try await console.run(["forget", "--yes", "volume/journal"], Self.declared)
            #expect(forgotten.status == 0, "\(forgotten.output)\(forgotten.error)")
            #expect(try await Self.note(console) == "asked")
            let leases = try await console.array.leases()
            #expect(leases == ["datera-apply.lease.shots"], "it says that something is open")
            let ledger = Self.declared.replacing("  journal: {size: 10GiB, replica_count: 2}\n", with: "")
            let rerun = try await console.apply(ledger)
            #expect(rerun.status == 0, "\(rerun.output)\(rerun.error)")
            #expect(try await Self.note(console) == "taken")
            #expect(try await Self.snapshots(console) == 1)
            #expect(try await console.array.leases().isEmpty)
        }
    }

    /// `lock release` takes away what tells the next run to look. It is safe all the same.
    @Test func withoutTheLeaseItIsNeitherConfirmedNorTakenAgain() async throws {
        try await Self.withStopped(by: .killedAtThePOST) { console async throws in
            #expect(try await console.run(["lock", "release", "shots"]).status == 0)
            #expect(try await console.detailedPlan(Self.declared) == 0)
            try await Self.deleteSnapshot(console)
            let after = try await console.apply(Self.declared)
            #expect(after.status == 4 && after.output.contains("blocked [snapshot_gone]"), "\(after.output)")
            #expect(try await Self.snapshots(console) == 0)
        }
    }

    /// A run that ends as it should costs no request more: nobody looks for what cannot be there.
    @Test func afterARunThatEndedProperlyNobodyReadsKeyValues() async throws {
        try await Console.with { console async throws in
            try await console.prepare(Self.declared)
            #expect(try await console.apply(Self.declared).status == 0)
            #expect(try await console.detailedPlan(Self.declared) == 0)
            #expect(try await !console.array.requests().contains { $0.hasSuffix("int_ecosystem_data") })
        }
    }
}
