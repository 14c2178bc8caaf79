import Simulation
import TestSupport
import Testing

/// What a stack remembers of its snapshots, and what becomes of them and of their policies.
@Suite struct SnapshotPromiseTests {
    private static let ledger = "ledger: {size: 2GiB, replica_count: 2}"
    private static let journal = "journal: {size: 1GiB, replica_count: 2}"
    private static let taken = "snapshots: {ledger@old: {}}\n"
    private static let stack = Console.stack("\(ledger), \(journal)", taken)
    private static let everyYes = ["--allow-destroy", "--max-deletes", "9"]

    @Test func aSnapshotIsKnownAgainUnderAnotherNameAnotherKeyAndAnotherStack() async throws {
        let renamed = Self.stack.replacing("ledger: {", with: "ledger: {name: general, ")
        let moved =
            renamed.replacing("ledger: {", with: "book: {").replacing("ledger@", with: "book@")
            + "moved: [{from: volume/ledger, to: volume/book}]\n"
        let heir = moved.replacing("stack: owner", with: "stack: heir")
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(renamed).status == 0)
                #expect(try await console.apply(moved).status == 0)
                let adopted = try await console.run(["adopt", "--yes", "--all", "--from-stack", "owner"], heir)
                #expect(adopted.status == 0, "\(adopted.words)")
                #expect(try await console.apply(heir).status == 0)
                #expect(try await console.detailedPlan(heir) == 0)
            }
            #expect(!writes.contains { $0.contains("snapshots") }, "\(writes)")
            let snapshots = "storage_instances.0.volumes.0.snapshots"
            #expect(try await console.app("general")[path: snapshots]?.elements.count == 1)
        }
    }

    @Test func keyValuesAreReadOnlyWhereADeclaredSnapshotIsMissing() async throws {
        let more = Self.stack.replacing("ledger@old: {}", with: "ledger@old: {}, journal@new: {}")
        try await Console.with { console in
            try await console.prepare(Self.stack)
            #expect(try await console.detailedPlan(Self.stack) == 0)
            #expect(try await console.array.requests().filter { $0.contains("ecosystem_data") }.isEmpty)
            #expect(try await console.detailedPlan(more) == 2)
            let reads = try await console.array.requests().filter { $0.contains("ecosystem_data") }
            #expect(reads == ["GET \(try await console.path("journal"))/int_ecosystem_data"])
        }
    }

    @Test func aDroppedSnapshotStaysAndOneThatIsRemovedTakesThreeYeses() async throws {
        let dropped = Self.stack.replacing(Self.taken, with: "")
        let removed = dropped + "removed: [{from: snapshot/ledger@old, action: delete}]\n"
        try await Console.with { console in
            try await console.prepare(Self.stack)
            let id = try await console.array.filled("{snapshot of ledger}")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(dropped).status == 0)
                for yeses in [["--allow-destroy"], ["--max-deletes", "1"]] {
                    let refused = try await console.run(["apply", "--yes"] + yeses, removed)
                    #expect(refused.status == 4, "\(refused.words)")
                }
            }
            #expect(writes.isEmpty)
            let deleted = try await console.writes { () async throws in
                #expect(try await console.run(["apply", "--yes"] + Self.everyYes, removed).status == 0)
            }
            #expect(deleted.contains("DELETE /app_instances/ledger/s1/v1/snapshots/\(id)"), "\(deleted)")
            #expect(try await console.detailedPlan(removed) == 0, "the entry may stay")
        }
    }

    @Test func aRemovedPolicyGoesAndItsSnapshotsStay() async throws {
        let hourly = "snapshot_policies: {hourly: {interval: 1hour, retention_count: 7}}"
        let kept = Console.stack("ledger: {size: 2GiB, \(hourly)}, journal: {size: 1GiB, \(hourly)}", Self.taken)
        let dropped = kept.replacing("ledger: {size: 2GiB, \(hourly)}", with: "ledger: {size: 2GiB}")
        let removed = dropped + "removed: [{from: snapshot_policy/ledger@hourly, action: delete}]\n"
        try await Console.with { console in
            try await console.prepare(kept)
            let before = try await console.app("ledger")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(dropped).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger"], "a dropped line writes the marker")
            let plan = try await console.run(["plan", "--detailed-exitcode"], removed)
            #expect(plan.status == 2 && plan.words.contains("(its snapshots stay)"), "\(plan.words)")
            let deleted = try await console.writes { () async throws in
                #expect(try await console.apply(removed).status == 0, "no data goes, so no yes is needed")
            }
            #expect(deleted.first == "DELETE /app_instances/ledger/s1/v1/snapshot_policies/hourly", "\(deleted)")
            #expect(deleted.count == 2 && deleted.last == "PUT /app_instances/ledger")
            let volume = "storage_instances.0.volumes.0"
            let after = try await console.app("ledger")
            #expect(after[path: "\(volume).snapshot_policies"]?.elements.isEmpty == true)
            #expect(after[path: "\(volume).snapshots"] == before[path: "\(volume).snapshots"])
            let other = try await console.app("journal")[path: "\(volume).snapshot_policies"]
            #expect(other?.elements.count == 1, "nobody named that one")
            #expect(try await console.detailedPlan(removed) == 0)
            #expect(try await console.run(["drift"], removed).status == 0)
        }
    }

    @Test(arguments: ["clone_of: journal", "from_snapshot: journal@now"])
    func aChangedOriginIsAWarningAndWritesNothing(origin: String) async throws {
        @Sendable func stack(_ origin: String) -> String {
            Console.stack(
                "\(Self.ledger), \(Self.journal.replacing("1GiB", with: "2GiB")), "
                    + "copy: {size: 2GiB, replica_count: 2, \(origin)}",
                "snapshots: {ledger@old: {}, journal@now: {}}")
        }
        try await Console.with { console in
            try await console.prepare(stack("clone_of: ledger"))
            let before = try await console.app("copy")
            let writes = try await console.writes { () async throws in
                let run = try await console.apply(stack(origin))
                #expect(run.status == 0 && run.words.contains("warning [origin_changed]"), "\(run.words)")
                #expect(try await console.apply(stack("protect: false")).status == 0, "dropped, it is no change")
            }
            #expect(writes.isEmpty)
            #expect(try await console.app("copy") == before)
        }
    }

    @Test(arguments: ["", ", access_control_mode: allow_all"])
    func clonesAndTemplatesDenyEverybodyToo(setting: String) async throws {
        let template =
            #"{"name":"db_small","storage_templates":[{"name":"storage-1","volume_templates":"#
            + #"[{"name":"volume-1","size":2,"replica_count":2}]}]}"#
        try await Console.with { console in
            try await console.array.call("POST", "/app_templates", template)
            try await console.prepare(
                Console.stack(
                    "\(Self.ledger), copy: {size: 2GiB, replica_count: 2, clone_of: ledger\(setting)}, "
                        + "made: {size: 2GiB, template: db_small\(setting)}"))
            for name in ["copy", "made"] {
                let mode = try await console.app(name)[path: "storage_instances.0.access_control_mode"]?.text
                #expect(mode == (setting.isEmpty ? "deny_all" : "allow_all"), "\(name)")
            }
        }
    }
}
