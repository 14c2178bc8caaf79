import Simulation
import TestSupport
import Testing

/// Ownership lives on the array.
@Suite struct MarkerPromiseTests {
    private static let full = Console.stack(
        "ledger: {size: 10GiB, replica_count: 2, protect: true, qos: {total_iops_max: 5000}}",
        """
        initiators: {host-1: "\(Console.host1)"}
        attachments: {ledger: {initiators: [host-1], chap: {user: ledger, password: "env:CHAP", version: 3}}}
        """)

    @Test func theCreatingPostCarriesTheFinalMarkerAndNothingFollowsIt() async throws {
        try await Console.with { console in
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.full).status == 0)
            }
            #expect(writes == ["POST /initiators", "POST /app_instances"])
            let descr = try await console.app("ledger")["descr"]?.text ?? ""
            let form = try Regex("datera-apply v1 owner ledger [0-9a-f]{6} [0-9a-f]{12} pc[0-9a-f]{6}s[0-9a-f]{6}")
            #expect(try form.wholeMatch(in: descr) != nil, "\(descr)")
            #expect(try await console.detailedPlan(Self.full) == 0)
            let storage = try await console.app("ledger")[path: "storage_instances.0"]
            #expect(storage?["access_control_mode"]?.text == "deny_all")
        }
    }

    @Test func theLongestMarkerFitsAndOneMoreLetterIsRefusedOffline() async throws {
        let name = String(repeating: "s", count: 32)
        @Sendable func manifest(_ key: String) -> String {
            Self.full.replacing("stack: owner", with: "stack: \(name)").replacing("ledger: {", with: "\(key): {")
        }
        try await Console.with { console in
            let key = String(repeating: "k", count: 46)
            try await console.prepare(manifest(key))
            #expect(try await console.app(key)["descr"]?.text.utf8.count == 124, "128 with every flag")
            #expect(try await console.detailedPlan(manifest(key)) == 0)
            try await console.array.forgetRequests()
            let longer = try await console.run(["validate"], manifest(key + "k"))
            #expect(longer.status == 65 && longer.error.contains("46"), "\(longer.error)")
            #expect(try await console.array.requests().isEmpty)
        }
    }

    @Test func aMemberOfAnEntryIsKnownByKeyAndMember() async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack(#"scratch: {for_each: [a], name: "scr-{key}", size: 1GiB}"#))
            #expect(try await console.app("scr-a")["descr"]?.text.hasPrefix("datera-apply v1 owner scratch.a ") == true)
        }
    }

    @Test func onAnUpdateTheMarkerIsWrittenLastAsAStepOfItsOwn() async throws {
        try await Console.with { console in
            try await console.prepare(Self.full)
            let edited = Self.full.replacing("10GiB", with: "20GiB").replacing("5000", with: "6000")
            let plan = try await console.run(["plan"], edited)
            #expect(plan.output.contains("3 steps."), "\(plan.output)")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(edited).status == 0)
            }
            #expect(writes.count == 3 && writes.last == "PUT /app_instances/ledger", "\(writes)")
            #expect(
                Set(writes.dropLast()) == [
                    "PUT /app_instances/ledger/s1/v1", "PUT /app_instances/ledger/s1/v1/performance_policy",
                ])
        }
    }

    @Test func aMarkerInAnyTenantIsFoundByOneListOfEach() async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack("ledger: {size: 1GiB}"))
            for tenant in ["shop", "finance"] {
                try await console.array.call("POST", "/tenants", #"{"name":"\#(tenant)"}"#)
            }
            try await console.array.call(
                "POST", "/app_instances",
                #"{"name":"cart","descr":"datera-apply v1 owner cart 000003 0123456789ab -"}"#, tenant: "/root/shop")
            try await console.array.forgetRequests()
            let orphan = try await console.run(["plan"], Console.stack("ledger: {size: 1GiB}"))
            #expect(orphan.status == 4 && orphan.output.contains("[orphaned] volume/cart"), "\(orphan.output)")
            let lists = try await console.array.admin("GET", "/_sim/requests").elements
                .filter { $0["path"]?.text.hasSuffix("/app_instances") == true }.map { $0["tenant"]?.text ?? "" }
            #expect(Set(lists).count == 3 && lists.count == 3, "\(lists)")
            let moved = try await console.run(["plan"], Console.stack("ledger: {size: 1GiB}, cart: {size: 1GiB}"))
            #expect(moved.status == 4 && moved.output.contains("[wrong_tenant] volume/cart"), "\(moved.output)")
            #expect(try await console.array.writes().isEmpty)
        }
    }

    @Test func theSameMarkerTwiceIsRefusedAndBothAreNamed() async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack("ledger: {size: 1GiB}"))
            let descr = try await console.app("ledger")["descr"]?.text ?? ""
            try await console.array.call("POST", "/app_instances", #"{"name":"by-hand","descr":"\#(descr)"}"#)
            let ids = [try await console.id("ledger"), try await console.id("by-hand")]
            for verb in [["plan"], ["apply", "--yes"], ["drift"]] {
                try await console.array.forgetRequests()
                let run = try await console.run(verb, Console.stack("ledger: {size: 2GiB}"))
                #expect(run.status == 4 && run.output.contains("[duplicate_marker]"), "\(verb) \(run.output)")
                #expect(ids.allSatisfy { run.words.contains($0) }, "\(run.words)")
                #expect(try await console.array.writes().isEmpty)
            }
        }
    }

    @Test func aFieldThatIsNoLongerNamedKeepsItsLiveValueAndThatIsSaidOnce() async throws {
        let without = Self.full.replacing(", qos: {total_iops_max: 5000}", with: "")
        try await Console.with { console in
            try await console.prepare(Self.full)
            let writes = try await console.writes { () async throws in
                let run = try await console.apply(without)
                #expect(run.status == 0 && run.output.contains("no longer managed, the live value stays: qos"))
            }
            #expect(writes == ["PUT /app_instances/ledger"])
            let limit = "storage_instances.0.volumes.0.performance_policy.total_iops_max"
            #expect(try await console.app("ledger")[path: limit]?.text == "5000")
            try await console.array.call(
                "PUT", try await console.volume("ledger") + "/performance_policy", #"{"total_iops_max":7}"#)
            let again = try await console.run(["plan", "--detailed-exitcode"], without)
            #expect(again.status == 0 && !again.output.contains("no longer managed"), "\(again.output)")
            #expect(try await console.run(["drift"], without).status == 0)
        }
    }

    @Test func whatCarriesNoMarkerIsNeverTouched() async throws {
        try await Console.with { console in
            for (name, mode) in [("equal", "normal"), ("os-vol", "openstack"), ("csi-vol", "kubernetes")] {
                try await console.array.call(
                    "POST", "/app_instances",
                    #"{"name":"\#(name)","create_mode":"\#(mode)","storage_instances":[{"name":"storage-1","#
                        + #""volumes":[{"name":"volume-1","size":1,"replica_count":3}]}]}"#)
            }
            try await console.array.forgetRequests()
            let same = Console.stack("equal: {size: 1GiB}, os-vol: {size: 1GiB}")
            let plan = try await console.run(["plan", "--detailed-exitcode"], same)
            #expect(plan.status == 0 && plan.words.contains("not owned by this stack"), "\(plan.output)")
            #expect(plan.words.contains("made by openstack"), "\(plan.words)")
            #expect(try await console.apply(same).status == 0)
            for name in ["equal", "os-vol", "csi-vol"] {
                let differs = try await console.apply(Console.stack("\(name): {size: 2GiB}"))
                #expect(differs.status == 4 && differs.output.contains("[not_adopted] volume/\(name)"))
                let gone = try await console.apply(
                    Console.stack("", "removed: [{from: volume/\(name), action: delete}]\nguards: {max_deletes: 9}"),
                    "--allow-destroy")
                #expect(gone.status == 0)
            }
            let destroy = try await console.run(
                ["destroy", "--yes", "--allow-destroy", "--max-deletes", "9", "--purge"], same)
            #expect(destroy.status == 0, "\(destroy.output)")
            #expect(try await console.array.writes().isEmpty)
        }
    }
}
