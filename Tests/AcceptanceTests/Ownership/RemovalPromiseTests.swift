import Simulation
import TestSupport
import Testing

/// Removing things.
@Suite struct RemovalPromiseTests {
    private static let both = Console.stack("ledger: {size: 2GiB, replica_count: 2}, journal: {size: 1GiB}")
    private static let everyYes = ["--allow-destroy", "--max-deletes", "9"]

    private static func removing(_ action: String, _ more: String = "") -> String {
        Console.stack("journal: {size: 1GiB}", "removed: [{from: volume/ledger, action: \(action)}]\n\(more)")
    }

    @Test func aDroppedLineDeletesNothingAndNamesTheWaysOut() async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            for verb in [["plan"], ["apply", "--yes"] + Self.everyYes] {
                let run = try await console.run(verb, Console.stack("journal: {size: 1GiB}"))
                #expect(run.status == 4 && run.words.contains("[orphaned] volume/ledger"), "\(run.words)")
                for way in ["declare it again", "action: forget}", "or trash, or delete"] {
                    #expect(run.words.contains(way), "\(run.words)")
                }
            }
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test func forgettingTakesTheMarkerAndNeedsNoYesButOne() async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            let before = try await console.app("ledger")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.removing("forget")).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger"])
            let after = try await console.app("ledger")
            #expect(after["storage_instances"] == before["storage_instances"])
            #expect(after["admin_state"]?.text == "online" && after["descr"]?.text ?? "null" == "null")
            #expect(try await console.detailedPlan(Self.removing("forget")) == 0)
        }
    }

    @Test func trashIsOfflineAndRenamedAndKeepsAccessAndLimits() async throws {
        let access =
            "initiators: {host-1: \"\(Console.host1)\"}\nattachments: {ledger: {initiators: [host-1]}}\n"
        let stack = Console.stack("ledger: {size: 2GiB, qos: {total_iops_max: 5000}}, journal: {size: 1GiB}", access)
        try await Console.with { console in
            try await console.prepare(stack)
            let before = try await console.app("ledger")
            let id = try await console.id("ledger")
            let edited = Self.removing("trash", "initiators: {host-1: \"\(Console.host1)\"}")
            let writes = try await console.writes { () async throws in
                let run = try await console.run(["apply", "--yes"] + Self.everyYes, edited)
                #expect(run.status == 0, "\(run.words)")
            }
            #expect(writes == ["PUT /app_instances/ledger/int_ecosystem_data", "PUT /app_instances/ledger"])
            let trashed = try await console.app("trash-\(id.prefix(8))-ledger")
            #expect(trashed["admin_state"]?.text == "offline")
            #expect(trashed["descr"]?.text.hasSuffix(" t") == true)
            let limit = "storage_instances.0.volumes.0.performance_policy.total_iops_max"
            for path in ["storage_instances.0.acl_policy", limit] { #expect(trashed[path: path] == before[path: path]) }
            #expect(try await console.detailedPlan(edited) == 0, "the entry may stay")
            // Its way back: the line first, then `trash restore`.
            let restore = try await console.writes { () async throws in
                #expect(try await console.run(["trash", "restore", "--yes", "volume/ledger"], stack).status == 0)
            }
            #expect(restore.count == 1 && restore[0].hasPrefix("PUT "))
            let after = try await console.app("ledger")
            for part in ["id", "descr", "admin_state", "storage_instances"] { #expect(after[part] == before[part]) }
            #expect(try await console.detailedPlan(stack) == 0)
        }
    }

    @Test func aLongNameIsCutInTheTrashAndComesBackWhole() async throws {
        let name = String(repeating: "n", count: 64)
        let stack = Console.stack("ledger: {size: 1GiB, name: \(name)}")
        try await Console.with { console in
            try await console.prepare(stack)
            let id = try await console.id(name)
            #expect(try await console.run(["destroy", "--yes"] + Self.everyYes, stack).status == 0)
            let cut = "trash-\(id.prefix(8))-" + String(repeating: "n", count: 49)
            #expect(cut.utf8.count == 64)
            #expect(try await console.id(cut) == id)
            #expect(try await console.run(["trash", "restore", "--yes", cut], stack).status == 0)
            #expect(try await console.id(name) == id)
        }
    }

    @Test(arguments: ["trash", "delete"])
    func destructionTakesThreeYesesAndLacksNone(action: String) async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            let id = try await console.id("ledger")
            let missing: [([String], String)] = [
                (["--yes"], action), (["--yes", "--allow-destroy"], action), (["--yes", "--max-deletes", "1"], action),
                (["--yes", "--allow-destroy", "--max-deletes", "0"], action),
            ]
            let refused = try await console.writes { () async throws in
                for (flags, action) in missing {
                    let run = try await console.run(["apply"] + flags, Self.removing(action))
                    #expect(run.status == 4, "\(flags) \(run.words)")
                }
                let silent = try await console.run(["apply"] + Self.everyYes, Self.removing(action))
                #expect(silent.status == 7, "nobody was asked")
                let unwritten = Console.stack("journal: {size: 1GiB}")
                #expect(try await console.run(["apply", "--yes"] + Self.everyYes, unwritten).status == 4)
            }
            #expect(refused.isEmpty)
            let guarded = Self.removing(action, "guards: {max_deletes: 1}")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(guarded, "--allow-destroy").status == 0)
            }
            #expect(writes.contains("DELETE /app_instances/ledger") == (action == "delete"), "\(writes)")
            let apps = try await console.array.admin("GET", "/_sim/state")["app_instances"]?.elements ?? []
            #expect(apps.contains { $0["id"]?.text == id } == (action == "trash"))
        }
    }

    /// What Terraform's `prevent_destroy` forgets together with its block.
    @Test func protectSurvivesTheRemovalOfItsBlock() async throws {
        let protected = Self.both.replacing("size: 2GiB", with: "size: 2GiB, protect: true")
        try await Console.with { console in
            try await console.prepare(protected)
            let writes = try await console.writes { () async throws in
                for action in ["trash", "delete"] {
                    let run = try await console.run(["apply", "--yes"] + Self.everyYes, Self.removing(action))
                    #expect(run.status == 4 && run.words.contains("[protected] volume/ledger"), "\(run.words)")
                }
                // The line without `protect` takes nothing back either.
                #expect(try await console.apply(Self.both).status == 0)
                for purge in [[], ["--purge"]] {
                    let run = try await console.run(["destroy", "--yes", "ledger"] + purge + Self.everyYes, Self.both)
                    #expect(run.status == 4 && run.words.contains("[protected] volume/ledger"), "\(run.words)")
                }
            }
            #expect(writes.isEmpty)
            let open = protected.replacing("protect: true", with: "protect: false")
            #expect(try await console.apply(open).status == 0)
            let removed = try await console.run(["apply", "--yes"] + Self.everyYes, Self.removing("delete"))
            #expect(removed.status == 0, "\(removed.words)")
        }
    }

    @Test func protectBlocksThePurgeOfWhatIsInTheTrash() async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            #expect(try await console.run(["destroy", "--yes", "ledger"] + Self.everyYes, Self.both).status == 0)
            let name = "trash-" + (try await console.trashedID().prefix(8)) + "-ledger"
            let descr = try await console.app(name)["descr"]?.text ?? ""
            try await console.array.call(
                "PUT", try await console.path(name), #"{"descr":"\#(descr.dropLast())pt"}"#)
            let writes = try await console.writes { () async throws in
                let run = try await console.run(
                    ["trash", "purge", "--stack", "owner", "--all", "--yes"] + Self.everyYes)
                #expect(run.status == 4 && run.words.contains("[protected]"), "\(run.words)")
            }
            #expect(writes.isEmpty)
            #expect(try await console.run(["trash", "list"]).words.contains("protected"))
        }
    }

    @Test func whatIsConnectedIsRefusedUntilItIsNot() async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            try await console.connect([Console.host1], to: "ledger")
            let writes = try await console.writes { () async throws in
                let run = try await console.run(["apply", "--yes"] + Self.everyYes, Self.removing("delete"))
                #expect(run.status == 4 && run.words.contains("logged in: \(Console.host1)"), "\(run.words)")
            }
            #expect(writes.isEmpty)
            try await console.connect([], to: "ledger")
            #expect(
                try await console.run(["apply", "--yes"] + Self.everyYes, Self.removing("delete")).status == 0)
        }
    }

    @Test func destroyMovesToTheTrashUnlessItIsToldToPurge() async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            let trash = try await console.writes { () async throws in
                #expect(try await console.run(["destroy", "--yes", "ledger"] + Self.everyYes, Self.both).status == 0)
            }
            #expect(!trash.contains { $0.hasPrefix("DELETE") })
            let purge = try await console.writes { () async throws in
                let run = try await console.run(
                    ["destroy", "--yes", "--purge", "journal"] + Self.everyYes, Self.both)
                #expect(run.status == 0 && !run.words.contains("matches the manifest"), "\(run.words)")
            }
            #expect(purge.filter { $0.hasPrefix("DELETE") } == ["DELETE /app_instances/journal"])
        }
    }

    @Test func aRenamedKeyIsRefusedWithTheLineToPaste() async throws {
        let renamed = Self.both.replacing("ledger:", with: "book:")
        try await Console.with { console in
            try await console.prepare(Self.both)
            let line = "moved: [{from: volume/ledger, to: volume/book}]"
            let writes = try await console.writes { () async throws in
                let run = try await console.apply(renamed)
                #expect(run.status == 4 && run.words.contains(line), "\(run.words)")
            }
            #expect(writes.isEmpty)
            let id = try await console.id("ledger")
            let moved = try await console.writes { () async throws in
                #expect(try await console.apply(renamed + line + "\n").status == 0)
            }
            #expect(moved == ["PUT /app_instances/ledger"], "the name follows the key by the same call")
            #expect(try await console.id("book") == id)
            #expect(try await console.detailedPlan(renamed + line + "\n") == 0, "the entry may stay")
            #expect(try await console.detailedPlan(renamed) == 0, "and may go")
        }
    }

    @Test func aNewNameUnderTheSameKeyIsOnePutAndAMoveAloneIsTheMarker() async throws {
        try await Console.with { console in
            try await console.prepare(Self.both)
            let named = Self.both.replacing("size: 2GiB", with: "size: 2GiB, name: general-ledger")
            let rename = try await console.writes { () async throws in
                #expect(try await console.apply(named).status == 0)
            }
            #expect(rename == ["PUT /app_instances/ledger"])
            let moved =
                named.replacing("ledger: {", with: "book: {") + "moved: [{from: volume/ledger, to: volume/book}]\n"
            let before = try await console.app("general-ledger")
            let move = try await console.writes { () async throws in
                #expect(try await console.apply(moved).status == 0)
            }
            #expect(move == ["PUT /app_instances/general-ledger"])
            let after = try await console.app("general-ledger")
            #expect(after["storage_instances"] == before["storage_instances"] && after["descr"] != before["descr"])
        }
    }
}

extension Console {
    fileprivate func trashedID() async throws -> String {
        let apps = try await array.admin("GET", "/_sim/state")["app_instances"]?.elements ?? []
        return apps.first { $0["name"]?.text.hasPrefix("trash-") == true }?["id"]?.text ?? ""
    }
}
