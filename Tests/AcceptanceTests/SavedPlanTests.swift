import TestSupport
import Testing

/// `plan -o`, `apply PLAN`, `--approve` and `show`, from the program itself.
@Suite struct SavedPlanTests {
    private static func manifest(_ volumes: String, more: String = "") -> String {
        """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: saved
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01", db-02: "iqn.1993-08.org.debian:01:db02"}
        volumes: {\(volumes)}
        \(more)
        """
    }

    private static let host = "iqn.1993-08.org.debian:01:db02"
    private static let attached = "attachments: {ledger: {initiators: [db-01, db-02]}}"
    private static let first = manifest(
        "ledger: {size: 10GiB, replica_count: 2}, journal: {size: 20GiB}", more: attached)
    private static let larger = manifest(
        "ledger: {size: 50GiB, replica_count: 2}, journal: {size: 20GiB}", more: attached)

    private func run(_ arguments: [String], _ manifest: String? = nil, on array: SimulatedDSP) async throws -> ToolRun {
        let input = manifest == nil ? [] : ["-f", "-"]
        return try await ToolRun(arguments + input, environment: array.environment, input: manifest ?? "")
    }

    /// An array on which `before` is applied, and a saved plan that leads to `after`.
    private func withPlan(
        from before: String = first, to after: String, _ arguments: [String] = [], exit: Int32 = 0,
        _ body: @Sendable @escaping (SimulatedDSP, _ file: String, _ digest: String) async throws -> Void
    ) async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply", "--yes"], before, on: array).status == 0)
            let file = TemporaryFile()
            let saved = try await run(["plan", "-o", file.path] + arguments, after, on: array)
            #expect(saved.status == exit, "\(saved.output)\(saved.error)")
            let line = saved.output.split(separator: "\n").last.map(String.init) ?? ""
            try await array.forgetRequests()
            try await body(array, file.path, line.replacing("Digest: ", with: ""))
        }
    }

    private func set(_ body: String, on name: String, _ path: String = "", array: SimulatedDSP) async throws {
        let id = try await array.record(of: name)?["id"]?.text ?? ""
        try await array.call("PUT", "/app_instances/\(id)\(path)", body)
        try await array.forgetRequests()
    }

    private static let volume = "/storage_instances/storage-1/volumes/volume-1"

    private func size(of name: String, _ array: SimulatedDSP) async throws -> String? {
        try await array.record(of: name)?[path: "storage_instances.0.volumes.0.size"]?.text
    }

    @Test func aFreshPlanIsAppliedAndThenThereIsNothingToDo() async throws {
        try await withPlan(to: Self.larger) { array, file, _ async throws in
            let applied = try await run(["apply", file, "--yes"], on: array)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            #expect(try await size(of: "ledger", array) == "50")
            #expect(try await run(["plan", "--detailed-exitcode"], Self.larger, on: array).status == 0)
        }
    }

    @Test func appliedTwiceItDoesNothingMore() async throws {
        try await withPlan(to: Self.larger) { array, file, _ async throws in
            #expect(try await run(["apply", file, "--yes"], on: array).status == 0)
            try await array.forgetRequests()
            let again = try await run(["apply", file, "--yes"], on: array)
            #expect(again.status == 0 && again.output.contains("No changes"), "\(again.output)")
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aChangeInATouchedObjectIs5WithThenAndNow() async throws {
        try await withPlan(to: Self.larger) { array, file, _ async throws in
            try await set(#"{"size":30}"#, on: "ledger", Self.volume, array: array)
            let stale = try await run(["apply", file, "--yes"], on: array)
            #expect(stale.status == 5)
            #expect(stale.output.contains("volume/ledger\n      size  then 10 GiB, now 30 GiB\n"), "\(stale.output)")
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aChangeInAnotherFieldOfATouchedObjectIs5() async throws {
        try await withPlan(to: Self.larger) { array, file, _ async throws in
            try await set(#"{"name":"renamed"}"#, on: "ledger", array: array)
            let stale = try await run(["apply", file, "--yes"], on: array)
            #expect(stale.status == 5 && stale.output.contains("name  then ledger, now renamed"), "\(stale.output)")
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aChangeInAnUntouchedObjectIsFineAndStays() async throws {
        try await withPlan(to: Self.larger) { array, file, _ async throws in
            try await set(#"{"name":"renamed"}"#, on: "journal", array: array)
            let applied = try await run(["apply", file, "--yes"], on: array)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            #expect(try await size(of: "ledger", array) == "50")
            #expect(try await array.record(of: "renamed") != nil)
        }
    }

    @Test func anObjectThatWasReplacedIs5() async throws {
        let removed = Self.manifest(
            "ledger: {size: 10GiB, replica_count: 2}",
            more: "\(Self.attached)\nremoved: [{from: volume/journal, action: delete}]")
        try await withPlan(to: removed, ["--max-deletes", "1"]) { array, file, _ async throws in
            let record = try #require(try await array.record(of: "journal"))
            let id = record["id"]?.text ?? ""
            try await array.call("PUT", "/app_instances/\(id)", #"{"admin_state":"offline"}"#)
            try await array.call("DELETE", "/app_instances/\(id)")
            try await array.call(
                "POST", "/app_instances",
                #"{"name":"journal","descr":"\#(record["descr"]?.text ?? "")","storage_instances":[{"name":"storage-1","#
                    + #""volumes":[{"name":"volume-1","size":20,"replica_count":3}]}]}"#)
            try await array.forgetRequests()
            let stale = try await run(["apply", file, "--yes", "--allow-destroy"], on: array)
            #expect(stale.status == 5 && stale.output.contains("uuid"), "\(stale.output)")
            #expect(try await array.writes().isEmpty)
            #expect(try await array.record(of: "journal") != nil)
        }
    }

    @Test func aRemovalIsDoneOnlyOnceAndOnlyWhenAllowed() async throws {
        let removed = Self.manifest(
            "ledger: {size: 10GiB, replica_count: 2}",
            more: "\(Self.attached)\nremoved: [{from: volume/journal, action: delete}]")
        try await withPlan(to: removed, ["--max-deletes", "1"]) { array, file, _ async throws in
            #expect(try await run(["apply", file, "--yes"], on: array).status == 4)
            #expect(try await array.writes().isEmpty)
            for _ in 1...2 {
                let applied = try await run(["apply", file, "--yes", "--allow-destroy"], on: array)
                #expect(applied.status == 0, "\(applied.output)\(applied.error)")
                #expect(try await array.record(of: "journal") == nil)
            }
        }
    }

    @Test func aPlanThatHasBecomeRiskierIs5WhateverIsAllowed() async throws {
        let fewer = Self.manifest(
            "ledger: {size: 10GiB, replica_count: 2}, journal: {size: 20GiB}",
            more: "attachments: {ledger: {initiators: [db-01]}}")
        try await withPlan(to: fewer) { array, file, _ async throws in
            try await array.admin(
                "PUT", "/_sim/connections",
                #"{"tenant":"/root","app_instance":"ledger","storage_instance":"storage-1","initiators":["\#(Self.host)"]}"#
            )
            let riskier = try await run(["apply", file, "--yes", "--allow-disruptive"], on: array)
            #expect(riskier.status == 5, "\(riskier.output)")
            #expect(riskier.output.contains("risk  then safe,\n"), "\(riskier.output)")
            #expect(riskier.output.contains("now disruptive: disconnects"), "\(riskier.output)")
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aRunThatEndedWith3IsResumedByTheSameFile() async throws {
        let both = Self.manifest(
            "ledger: {size: 50GiB, replica_count: 2}, journal: {size: 60GiB}", more: Self.attached)
        try await withPlan(to: both) { array, file, _ async throws in
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"503","count":1000,"after":2,"match":"PUT /app_instances"}"#)
            let arguments = [
                "apply", file, "--yes", "--parallelism", "1", "--retry-timeout", "0.2", "--retry-interval", "0.05",
            ]
            let partly = try await run(arguments, on: array)
            #expect(partly.status == 3, "\(partly.output)\(partly.error)")
            try await array.admin("DELETE", "/_sim/faults")
            let rest = try await run(arguments, on: array)
            #expect(rest.status == 0, "\(rest.output)\(rest.error)")
            #expect(try await run(["plan", "--detailed-exitcode"], both, on: array).status == 0)
        }
    }

    @Test func aRunThatWasKilledInsideItsOfflineWindowIsResumedByTheSameFile() async throws {
        let more = Self.manifest(
            "ledger: {size: 10GiB, replica_count: 3}, journal: {size: 20GiB}", more: Self.attached)
        try await withPlan(to: more) { array, file, _ async throws in
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":1,"match":"PUT /app_instances"}"#)
            let arguments = ["apply", file, "--yes", "--allow-disruptive"]
            let process = try ToolProcess(arguments, environment: array.environment)
            #expect(try await array.waitUntilHeld { process.hasEnded })
            process.send(9)
            _ = await process.end()
            try await array.admin("DELETE", "/_sim/held?drop")
            try await array.admin("DELETE", "/_sim/faults")
            #expect(try await array.record(of: "ledger")?["admin_state"]?.text == "offline")
            let rest = try await run(arguments, on: array)
            #expect(rest.status == 0, "\(rest.output)\(rest.error)")
            #expect(try await array.record(of: "ledger")?["admin_state"]?.text == "online")
        }
    }

    @Test func anotherArrayIs5() async throws {
        try await withPlan(to: Self.larger) { _, file, _ async throws in
            try await SimulatedDSP.with { other async throws in
                let uuid = #"{"cluster_uuid":"00000000-0000-4000-8000-00000000beef"}"#
                _ = try? await other.admin("PATCH", "/_sim/state", uuid)
                let run = try await run(["apply", file, "--yes"], on: other)
                #expect(run.status == 5, "\(run.output)\(run.error)")
                #expect(try await other.writes().isEmpty)
            }
        }
    }

    @Test func anEditedPlanIs5AndWhatIsNoPlanIs65() async throws {
        try await withPlan(to: Self.larger) { array, file, _ async throws in
            let text = try String(decoding: TemporaryFile.bytes(at: file), as: UTF8.self)
            for (edited, status) in [
                (text.replacing(#""value" : 50"#, with: #""value" : 51"#), Int32(5)), (text + " ", 5),
                (String(text.dropLast(40)), 5), ("{}", 65), ("", 65), (Self.larger, 65),
            ] {
                let copy = TemporaryFile()
                try copy.write(edited)
                for verb in [["apply", copy.path, "--yes"], ["show", copy.path]] {
                    let run = try await run(verb, on: array)
                    #expect(run.status == status && run.output.isEmpty, "\(run.error)")
                }
            }
            let report = TemporaryFile()
            try report.write(try await run(["plan", "--format", "json"], Self.larger, on: array).output)
            let refused = try await run(["apply", report.path, "--yes"], on: array)
            #expect(refused.status == 65 && refused.error.contains("report of a plan"))
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func onlyTheApprovedPlanIsApplied() async throws {
        try await withPlan(to: Self.larger) { array, file, digest async throws in
            #expect(digest.hasPrefix("sha256:"))
            let other = "sha256:" + String(repeating: "0", count: 64)
            for arguments in [["apply", file, "--approve", other], ["apply", "--approve", other, "-f", "-"]] {
                let refused = try await ToolRun(arguments, environment: array.environment, input: Self.larger)
                #expect(refused.status == 5, "\(refused.error)")
            }
            // Where nothing is to be done, as after the run that did it, nothing is to be approved.
            #expect(try await run(["apply", "--approve", other], Self.first, on: array).status == 0)
            #expect(try await array.writes().isEmpty)
            // An approval answers the question, as --yes does.
            #expect(try await run(["apply", "--approve", digest], Self.larger, on: array).status == 0)
            #expect(try await run(["apply", file, "--approve", digest], on: array).status == 0)
            #expect(try await run(["apply", "--approve", digest], Self.larger, on: array).status == 0)
        }
    }

    @Test func aSavedPlanIsShownWithoutAnArrayAndCheckedWithOne() async throws {
        try await withPlan(to: Self.larger) { array, file, digest async throws in
            let shown = try await ToolRun(["show", file])
            #expect(shown.status == 0 && shown.output.contains("10 GiB → 50 GiB"), "\(shown.error)")
            #expect(shown.output.hasSuffix("Digest: \(digest)\n"))
            #expect(try await run(["show", file, "--check"], on: array).status == 0)
            try await set(#"{"size":30}"#, on: "ledger", Self.volume, array: array)
            let stale = try await run(["show", file, "--check"], on: array)
            #expect(stale.status == 5 && stale.error.hasPrefix("STALE:") && stale.output == shown.output)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aBlockedPlanCanBeShownAndNotApplied() async throws {
        let dropped = Self.manifest("journal: {size: 20GiB}")
        try await withPlan(to: dropped, exit: 4) { array, file, _ async throws in
            #expect(try await run(["show", file], on: array).output.contains("blocked [orphaned]"))
            #expect(try await run(["apply", file, "--yes"], on: array).status == 4)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test(arguments: [
        ["apply"], ["apply", "p.json", "-f", "x.yaml"], ["apply", "p.json", "--max-deletes", "1"],
        ["apply", "p.json", "--allow-empty"], ["apply", "p.json", "--tenant", "a"],
        ["apply", "p.json", "--target", "volume/a"], ["plan", "-f", "x.yaml", "--target", "a", "--exclude", "b"],
        ["apply", "-f", "x.yaml", "--approve", "sha256:123"], ["show"],
    ])
    func whatContradictsASavedPlanIs64(arguments: [String]) async throws {
        #expect(try await ToolRun(arguments).status == 64)
    }
}
