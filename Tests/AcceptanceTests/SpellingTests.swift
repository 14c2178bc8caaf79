import TestSupport
import Testing

/// An initiator that somebody else has made, spelt in other letters than the manifest has: names do not differ by case,
/// paths and references do.
@Suite struct SpellingTests {
    private static let live1 = "iqn.1993-08.org.debian:01:HOST1"
    private static let live2 = "iqn.1993-08.org.debian:01:Host2"
    private static let hosts = "initiators: {host-1: \"\(Console.host1)\", host-2: \"\(Console.host2)\"}\n"
    private static let acl = "storage_instances.0.acl_policy.initiators"

    private static func with(_ body: @Sendable @escaping (Console) async throws -> Void) async throws {
        try await Console.with { console in
            for name in [live1, live2] {
                try await console.array.call("POST", "/initiators", #"{"id":"\#(name)","name":"made by hand"}"#)
            }
            try await body(console)
        }
    }

    private static func stack(_ initiators: String, _ more: String = "") -> String {
        Console.stack(
            "ledger: {size: 1GiB}", hosts + more + "attachments: {ledger: {\(initiators)}}")
    }

    private func letIn(_ console: Console) async throws -> [String] {
        try await console.app("ledger")[path: Self.acl]?.elements.compactMap { $0["path"]?.text } ?? []
    }

    @Test func isAttachedAndDetachedAsTheArraySpellsIt() async throws {
        try await Self.with { console in
            let one = Self.stack("initiators: [host-1]")
            let run = try await console.apply(one)
            #expect(run.status == 0, "\(run.words)")
            #expect(try await letIn(console) == ["/initiators/\(Self.live1)"])
            #expect(try await console.detailedPlan(one) == 0)
            let both = Self.stack("initiators: [host-1, host-2]")
            #expect(try await console.apply(both).status == 0)
            #expect(try await Set(letIn(console)) == ["/initiators/\(Self.live1)", "/initiators/\(Self.live2)"])
            #expect(try await console.apply(one).status == 0)
            #expect(try await letIn(console) == ["/initiators/\(Self.live1)"])
            #expect(try await console.array.admin("GET", "/_sim/state")["initiators"]?.elements.count == 2)
        }
    }

    @Test func isMemberOfAGroupAndLeavesItAsTheArraySpellsIt() async throws {
        try await Self.with { console in
            func stack(_ members: String) -> String {
                Self.stack("initiator_groups: [hosts]", "initiator_groups: {hosts: [\(members)]}\n")
            }
            for members in ["host-1", "host-1, host-2", "host-2"] {
                let run = try await console.apply(stack(members))
                #expect(run.status == 0, "\(run.words)")
                #expect(try await console.detailedPlan(stack(members)) == 0)
            }
            let groups = try await console.array.call("GET", "/initiator_groups/hosts")
            #expect(groups[path: "data.members"]?.elements.map { $0["path"]?.text } == ["/initiators/\(Self.live2)"])
        }
    }

    @Test func isRemovedAsTheArraySpellsIt() async throws {
        try await Self.with { console in
            let removed = Console.stack(
                "ledger: {size: 1GiB}", "removed: [{from: \"initiator/\(Console.host1)\", action: delete}]")
            let writes = try await console.writes { () async throws in
                let run = try await console.apply(removed, "--allow-destroy")
                #expect(run.status == 0, "\(run.words)")
            }
            #expect(writes.contains("DELETE /initiators/\(Self.live1)"), "\(writes)")
        }
    }

    /// A tenant sees the initiators of its ancestors; its first own one would end that.
    @Test func isInheritedAsTheArraySpellsIt() async throws {
        try await Self.with { console in
            try await console.array.call("POST", "/tenants", #"{"name":"shop"}"#)
            let manifest = Self.stack("initiators: [host-1]", "tenant: shop\n")
            let run = try await console.apply(manifest)
            #expect(run.status == 0, "\(run.words)")
            #expect(try await console.detailedPlan(manifest) == 0)
        }
    }
}
