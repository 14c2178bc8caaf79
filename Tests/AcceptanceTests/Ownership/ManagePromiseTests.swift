import Simulation
import TestSupport
import Testing

/// `manage:` and `ignore:`: partial authority.
@Suite struct ManagePromiseTests {
    private static func stack(_ level: String, size: Int = 1, _ more: String = "") -> String {
        Console.stack("ledger: {size: \(size)GiB, replica_count: 2, manage: \(level)}, other: {size: 1GiB}", more)
    }

    @Test func noDeleteChangesAndNeverRemoves() async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack("no-delete"))
            #expect(try await console.apply(Self.stack("no-delete", size: 2)).status == 0)
            let writes = try await console.writes { () async throws in
                for arguments in [[], ["ledger"], ["--purge", "ledger"]] {
                    let run = try await console.run(
                        ["destroy", "--yes", "--allow-destroy", "--max-deletes", "9"] + arguments,
                        Self.stack("no-delete", size: 2))
                    #expect(run.status == 4 && run.words.contains("[manage_forbids] volume/ledger"), "\(run.words)")
                }
            }
            #expect(writes.isEmpty)
        }
    }

    @Test func createOnlyCreatesAndThenWritesNothingMore() async throws {
        try await Console.with { console in
            let created = try await console.writes { () async throws in
                #expect(try await console.apply(Self.stack("create-only")).status == 0)
            }
            #expect(created == ["POST /app_instances", "POST /app_instances"])
            let writes = try await console.writes { () async throws in
                let run = try await console.apply(Self.stack("create-only", size: 2))
                #expect(run.status == 0 && run.words.contains("differs, but is not changed: size"), "\(run.words)")
                #expect(try await console.detailedPlan(Self.stack("create-only", size: 2)) == 0)
                #expect(try await console.run(["drift"], Self.stack("create-only", size: 2)).status == 0)
            }
            #expect(writes.isEmpty)
        }
    }

    @Test func observeNeitherCreatesNorMarksNorChangesButTellsDrift() async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack("other: {size: 1GiB}"))
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.stack("observe")).status == 0)
            }
            #expect(writes.isEmpty)
            try await console.array.call(
                "POST", "/app_instances",
                #"{"name":"ledger","storage_instances":[{"name":"storage-1","volumes":"#
                    + #"[{"name":"volume-1","size":5,"replica_count":2}]}]}"#)
            let before = try await console.app("ledger")
            let more = try await console.writes { () async throws in
                #expect(try await console.apply(Self.stack("observe", size: 6)).status == 0)
                let drift = try await console.run(["drift"], Self.stack("observe", size: 6))
                #expect(drift.status == 2 && drift.words.contains("size 5 GiB on the array, 6 GiB in the manifest"))
                #expect(try await console.run(["drift"], Self.stack("observe", size: 5)).status == 0)
            }
            #expect(more.isEmpty)
            #expect(try await console.app("ledger") == before)
        }
    }

    @Test func anIgnoredFieldIsNeitherShownNorChangedUntilItsLastDayIsOver() async throws {
        func ignoring(until day: String) -> String {
            Console.stack(
                "ledger: {size: 1GiB, qos: {total_iops_max: 1000}}",
                "ignore: [{match: \"volume/led*\", fields: [qos], until: \(day), reason: tuned by hand}]")
        }
        let active = ignoring(until: "2999-12-31")
        let expired = ignoring(until: "2020-01-01")
        try await Console.with { console in
            try await console.prepare(active)
            try await console.array.call(
                "PUT", try await console.volume("ledger") + "/performance_policy", #"{"total_iops_max":7}"#)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(active).status == 0)
                #expect(try await console.detailedPlan(active) == 0)
                #expect(try await console.run(["drift"], active).status == 0)
                let plan = try await console.run(["plan", "--detailed-exitcode"], expired)
                #expect(plan.status == 2 && plan.words.contains("warning [expired_ignore]"), "\(plan.words)")
                #expect(try await console.run(["drift"], expired).words.contains("[expired_ignore]"))
            }
            #expect(writes.isEmpty)
            #expect(try await console.apply(expired).status == 0)
            let limit = "storage_instances.0.volumes.0.performance_policy.total_iops_max"
            #expect(try await console.app("ledger")[path: limit]?.text == "1000")
        }
    }

    /// Each verb that only looks, on an array where there is something to see.
    @Test(arguments: [
        ["plan"], ["plan", "--format", "json"], ["drift"], ["drift", "--format", "json"], ["export"], ["list"],
        ["trash", "list"], ["lock", "status", "owner"],
    ])
    func whatLooksOnlySendsGETAndOneLogin(verb: [String]) async throws {
        try await Console.with { console in
            try await console.prepare(Self.stack("full"))
            try await console.array.call(
                "PUT", try await console.volume("ledger"), #"{"size":9}"#)
            #expect(
                try await console.run(
                    ["destroy", "--yes", "--allow-destroy", "--max-deletes", "1", "other"], Self.stack("full")
                ).status == 0)
            try await console.array.forgetRequests()
            let takesManifest = ["plan", "drift"].contains(verb[0])
            let run = try await console.run(verb, takesManifest ? Self.stack("full", size: 12) : nil)
            #expect([0, 2, 4].contains(run.status), "\(run.words)")
            let log = try await console.array.admin("GET", "/_sim/requests").elements
                .map { "\($0["method"]?.text ?? "") /\($0["path"]?.text.split(separator: "/").last ?? "")" }
            #expect(log.filter { !$0.hasPrefix("GET ") } == ["PUT /login", "PUT /logout"], "\(log)")
        }
    }
}
