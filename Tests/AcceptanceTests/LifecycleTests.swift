import Simulation
import TestSupport
import Testing

/// adopt, forget, destroy and trash from the program itself, each judged by what the array was asked and what it holds.
@Suite struct LifecycleTests {
    private static func manifest(_ volumes: String, stack: String = "owner", more: String = "") -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: \(stack)\nvolumes: {\(volumes)}\n\(more)"
    }

    private static let ledger = manifest("ledger: {size: 10GiB, replica_count: 2}")

    private func run(_ arguments: [String], _ manifest: String? = nil, on array: SimulatedDSP) async throws -> ToolRun {
        let input = manifest == nil ? [] : ["-f", "-"]
        return try await ToolRun(arguments + input, environment: array.environment, input: manifest ?? "")
    }

    /// An array with the ledger applied, its log empty.
    private func withLedger(_ body: @Sendable @escaping (SimulatedDSP) async throws -> Void) async throws {
        try await SimulatedDSP.with { array async throws in
            let applied = try await run(["apply", "--yes"], Self.ledger, on: array)
            #expect(applied.status == 0, "\(applied.error)")
            try await array.forgetRequests()
            try await body(array)
        }
    }

    private func writesBesideLease(_ array: SimulatedDSP) async throws -> [String] {
        let id = try await array.admin("GET", "/_sim/state")["app_instances"]?.elements.first?["id"]?.text ?? ""
        return try await array.writes().filter { $0.contains(id) && !id.isEmpty }
    }

    private static func unmarked(_ array: SimulatedDSP, descr: String = "Made by hand", size: Int = 10) async throws {
        try await array.call(
            "POST", "/app_instances",
            #"{"name":"ledger","descr":"\#(descr)","storage_instances":[{"name":"storage-1","volumes":"#
                + #"[{"name":"volume-1","size":\#(size),"replica_count":2}]}]}"#)
        try await array.forgetRequests()
    }

    @Test(arguments: ["3.2.5.0", "3.3.3.0"])
    func adoptAndForgetGoThereAndBack(product: String) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: product)) { array async throws in
            try await Self.unmarked(array)
            let before = try await array.record(of: "ledger")
            #expect(try await run(["plan", "--detailed-exitcode"], Self.ledger, on: array).status == 0)
            let adopted = try await run(["adopt", "--yes", "volume/ledger"], Self.ledger, on: array)
            #expect(adopted.status == 0, "\(adopted.output)\(adopted.error)")
            let writes = try await writesBesideLease(array)
            #expect(writes.count == 2 && writes.allSatisfy { $0.hasPrefix("PUT ") }, "\(writes)")
            let marked = try await array.record(of: "ledger")
            #expect(marked?["descr"]?.text.hasPrefix("datera-apply v1 owner ledger ") == true)
            #expect(marked?["storage_instances"] == before?["storage_instances"])
            #expect(try await run(["plan", "--detailed-exitcode"], Self.ledger, on: array).status == 0)
            #expect(try await run(["adopt", "--yes", "--all"], Self.ledger, on: array).status == 0)
            let forgotten = try await run(["forget", "--yes", "--stack", "owner", "ledger"], on: array)
            #expect(forgotten.status == 0, "\(forgotten.output)\(forgotten.error)")
            #expect(try await array.record(of: "ledger")?["descr"]?.text == "Made by hand")
            let again = try await run(["forget", "--yes", "--stack", "owner", "ledger"], on: array)
            #expect(again.status == 1 && again.error.contains("there is no stack `owner`"), "\(again.error)")
            #expect(try await run(["forget", "--yes", "ledger"], Self.ledger, on: array).status == 0)
        }
    }

    @Test func whatDiffersIsPendingAfterAdoption() async throws {
        try await SimulatedDSP.with { array async throws in
            try await Self.unmarked(array, size: 8)
            #expect(try await run(["plan"], Self.ledger, on: array).status == 4)
            let adopted = try await run(["adopt", "--yes", "ledger"], Self.ledger, on: array)
            #expect(adopted.status == 0 && adopted.output.contains("differs from the manifest"))
            #expect(try await run(["drift"], Self.ledger, on: array).status == 0)
            #expect(try await run(["apply", "--yes"], Self.ledger, on: array).status == 0)
        }
    }

    @Test func adoptionIsRefusedWhereItIsNotClearWhatIsMeant() async throws {
        try await withLedger { array async throws in
            let other = Self.manifest("ledger: {size: 10GiB}", stack: "thief")
            for arguments in [["volume/ledger"], ["--all"]] {
                let run = try await run(["adopt", "--yes"] + arguments, other, on: array)
                #expect(run.status == 4 && run.output.contains("blocked [foreign_owner]"), "\(run.output)")
            }
            let named = try await run(
                ["adopt", "--yes", "book=ledger"], Self.manifest("book: {size: 10GiB}", stack: "thief"), on: array)
            #expect(named.status == 4 && named.output.contains("blocked [name_differs]"))
            let absent = try await run(["adopt", "--yes", "x1"], Self.manifest("x1: {name: xxx, size: 1}"), on: array)
            #expect(absent.status == 4 && absent.output.contains("blocked [not_found]"))
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aStackTakesOverFromAnotherAndTheOtherIsTold() async throws {
        try await withLedger { array async throws in
            let other = Self.manifest("ledger: {size: 10GiB, replica_count: 2}", stack: "heir")
            let adopted = try await run(["adopt", "--yes", "ledger", "--from-stack", "owner"], other, on: array)
            #expect(adopted.status == 0, "\(adopted.output)")
            #expect(try await run(["plan", "--detailed-exitcode"], other, on: array).status == 0)
            let old = try await run(["plan"], Self.ledger, on: array)
            #expect(old.status == 4 && old.output.contains("blocked [foreign_owner]"))
            let leases = "its own lease, the other stack's and that of adoptions"
            #expect(try await array.writes().filter { $0.hasPrefix("DELETE") }.count == 3, "only \(leases)")
        }
    }

    @Test func destroyNeedsThreeYeses() async throws {
        try await withLedger { array async throws in
            let tries: [[String]] = [
                ["--yes"], ["--yes", "--allow-destroy"], ["--yes", "--max-deletes", "1"],
                ["--yes", "--allow-destroy", "--max-deletes", "0"],
            ]
            for flags in tries {
                #expect(try await run(["destroy"] + flags, Self.ledger, on: array).status == 4, "\(flags)")
            }
            let silent = ["destroy", "--allow-destroy", "--max-deletes", "1"]
            #expect(try await run(silent, Self.ledger, on: array).status == 7)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func destroyMovesToTheTrashAndRestoreBringsEverythingBack() async throws {
        try await withLedger { array async throws in
            let before = try await array.record(of: "ledger")
            let id = try #require(before?["id"]?.text)
            let flags = ["--yes", "--allow-destroy", "--allow-disruptive", "--max-deletes", "1"]
            let destroyed = try await run(["destroy"] + flags, Self.ledger, on: array)
            #expect(destroyed.status == 0, "\(destroyed.output)\(destroyed.error)")
            let name = "trash-\(id.prefix(8))-ledger"
            #expect(try await array.record(of: name)?["admin_state"]?.text == "offline")
            #expect(try await array.writes().filter { $0 == "DELETE /app_instances/\(id)" }.isEmpty)
            let list = try await run(["trash", "list"], on: array)
            #expect(list.output.contains("owner  volume/ledger  /root   \(name)  10 GiB"), "\(list.output)")
            let restored = try await run(
                ["trash", "restore", "--yes", "--allow-disruptive", "volume/ledger"], Self.ledger, on: array)
            #expect(restored.status == 0, "\(restored.output)\(restored.error)")
            let after = try await array.record(of: "ledger")
            for part in ["admin_state", "storage_instances", "descr", "id"] { #expect(after?[part] == before?[part]) }
            #expect(try await run(["plan", "--detailed-exitcode"], Self.ledger, on: array).status == 0)
        }
    }

    @Test func purgeDeletesWhatIsInTheTrashAndObeysTheSameGuards() async throws {
        try await withLedger { array async throws in
            let flags = ["--yes", "--allow-destroy", "--max-deletes", "1"]
            let id = try #require(try await array.record(of: "ledger")?["id"]?.text)
            let purge = ["trash", "purge", "--stack", "owner"]
            #expect(try await run(purge + flags + ["volume/ledger"], on: array).status == 4, "it is not in the trash")
            #expect(try await run(["destroy"] + flags, Self.ledger, on: array).status == 0)
            #expect(try await run(purge + ["--yes", "--all"], on: array).status == 4)
            #expect(try await run(purge + ["--yes", "--all", "--allow-destroy"], on: array).status == 4)
            #expect(try await array.writes().filter { $0 == "DELETE /app_instances/\(id)" }.isEmpty)
            let purged = try await run(purge + flags + ["--all"], on: array)
            #expect(purged.status == 0, "\(purged.output)\(purged.error)")
            #expect(try await array.writes().filter { $0 == "DELETE /app_instances/\(id)" }.count == 1)
            #expect(try await run(["trash", "list"], on: array).output == "The trash is empty.\n")
        }
    }

    @Test func removedEntriesAreAppliedAndMayStay() async throws {
        let two = Self.manifest(
            "ledger: {size: 10GiB}, other: {size: 1GiB}", more: "initiators: {h1: iqn.1993-08.org.debian:01:h1}\n")
        let removed = Self.manifest(
            "other: {size: 1GiB}",
            more: """
                removed:
                  - {from: volume/ledger, action: delete}
                  - {from: initiator/iqn.1993-08.org.debian:01:h1, action: delete}
                guards: {max_deletes: 1}

                """)
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply", "--yes"], two, on: array).status == 65, "a label of two letters")
            let sound = two.replacing("h1:", with: "host-1:")
            #expect(try await run(["apply", "--yes"], sound, on: array).status == 0)
            #expect(try await run(["apply", "--yes"], removed, on: array).status == 4, "without --allow-destroy")
            let applied = try await run(["apply", "--yes", "--allow-destroy"], removed, on: array)
            #expect(applied.status == 0, "\(applied.output)\(applied.error)")
            #expect(try await array.record(of: "ledger") == nil)
            let deletions = try await array.writes().filter { $0.hasPrefix("DELETE") }
            #expect(deletions.contains("DELETE /initiators/iqn.1993-08.org.debian:01:h1"))
            #expect(try await run(["plan", "--detailed-exitcode"], removed, on: array).status == 0)
        }
    }
}
