import TestSupport
import Testing

/// A name in an access list or in an initiator group means the object that the tenant sees under it. An entry that refers
/// to one of another tenant lets in whom somebody else decides upon.
@Suite struct ForeignAccessTests {
    private static let shop = Console.stack(
        "ledger: {size: 1GiB, replica_count: 2}",
        """
        tenant: shop
        initiators: {host-1: "\(Console.host1)"}
        initiator_groups: {hosts: [host-1]}
        attachments: {ledger: {initiator_groups: [hosts]}}
        """)
    private static let storage = "/_sim/state/app_instances/{ledger}/storage_instances/0"
    private static let single = Console.stack(
        "ledger: {size: 1GiB, replica_count: 2}",
        """
        tenant: shop
        initiators: {host-1: "\(Console.host1)"}
        attachments: {ledger: {initiators: [host-1]}}
        """)

    /// Tenants `shop` and `other`; the root and `other` have a group `hosts` with the second host.
    private func prepare(_ console: Console, _ manifest: String) async throws {
        for tenant in ["shop", "other"] {
            try await console.array.call("POST", "/tenants", #"{"name":"\#(tenant)"}"#)
        }
        try await console.prepare(manifest)
        for (tenant, host) in [("/root", Console.host1), ("/root", Console.host2), ("/root/other", Console.host1)] {
            try await console.array.call(
                "POST", "/initiators", #"{"id":"\#(host)","name":"theirs","force":true}"#, tenant: tenant)
        }
        try await console.array.call(
            "POST", "/initiator_groups",
            #"{"name":"hosts","members":[{"path":"/initiators/\#(Console.host2)"}]}"#)
        try await console.array.call("POST", "/initiator_groups", #"{"name":"hosts"}"#, tenant: "/root/other")
        #expect(try await console.detailedPlan(manifest) == 0)
    }

    private func refer(_ list: String, to path: String, of tenant: String, _ console: Console) async throws {
        try await console.array.undergo(
            (
                "PATCH", Self.storage,
                #"{"acl_policy":{"\#(list)":[{"path":"\#(path)","resolved_tenant":"\#(tenant)"}]}}"#
            ))
    }

    @Test(arguments: ["/root", "/root/other"])
    func anAccessListThatNamesTheGroupOfAnotherTenantIsDriftAndIsPutRight(tenant: String) async throws {
        try await Console.with { console in
            try await prepare(console, Self.shop)
            try await refer("initiator_groups", to: "/initiator_groups/hosts", of: tenant, console)
            let plan = try await console.run(["plan"], Self.shop)
            let place = tenant == "/root" ? "/root" : "other"
            #expect(plan.words.contains("- hosts of tenant \(place)"), "\(plan.output)")
            let drift = try await console.run(["drift", "--format", "json"], Self.shop)
            let report = try JSONTree(parsing: Array(drift.output.utf8))
            #expect(drift.status == 2 && report[path: "entries.0.classification"]?.text == "drift", "\(drift.output)")
            let exported = try await console.run(["export", "--stack", "owner", "--tenant", "shop"])
            #expect(!exported.output.contains("attachments: {") && !exported.output.contains("attachments:\n"))
            #expect(exported.output.contains("its access list names hosts of tenant \(place)"), "\(exported.output)")
            let again = try await console.run(["plan"], exported.output)
            #expect(again.status == 0 && again.words.contains("ignored by volume/ledger"), "\(again.output)")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.shop).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger/s1/acl_policy", "PUT /app_instances/ledger"])
            let owner = "storage_instances.0.acl_policy.initiator_groups.0.resolved_tenant"
            #expect(try await console.app("ledger")[path: owner]?.text == "/root/shop")
            #expect(try await console.detailedPlan(Self.shop) == 0)
        }
    }

    @Test func anAccessListThatNamesTheInitiatorOfATenantBesideIsDriftAndThatOfAnAncestorIsNot() async throws {
        try await Console.with { console in
            try await prepare(console, Self.single)
            try await refer("initiators", to: "/initiators/\(Console.host1)", of: "/root", console)
            #expect(try await console.detailedPlan(Self.single) == 0)
            try await refer("initiators", to: "/initiators/\(Console.host1)", of: "/root/other", console)
            let plan = try await console.run(["plan"], Self.single)
            #expect(plan.words.contains("\(Console.host1) of tenant other"), "\(plan.output)")
            #expect(try await console.run(["drift"], Self.single).status == 2)
            #expect(try await console.apply(Self.single).status == 0)
            #expect(try await console.detailedPlan(Self.single) == 0)
        }
    }

    @Test func aMemberThatIsAnInitiatorOfATenantBesideIsDriftAndIsPutRight() async throws {
        try await Console.with { console in
            try await prepare(console, Self.shop)
            let groups = try await console.array.admin("GET", "/_sim/state")["initiator_groups"]?.elements ?? []
            let index = groups.firstIndex { $0["tenant"]?.text == "/root/shop" } ?? -1
            try await console.array.admin(
                "PATCH", "/_sim/state/initiator_groups/\(index)",
                #"{"members":[{"path":"/initiators/\#(Console.host1)","resolved_tenant":"/root/other"}]}"#)
            let drift = try await console.run(["drift"], Self.shop)
            #expect(drift.status == 2 && drift.words.contains("\(Console.host1) of tenant other"), "\(drift.output)")
            let exported = try await console.run(["export", "--stack", "owner", "--tenant", "shop"])
            #expect(!exported.output.contains("hosts: [host-1]"), "\(exported.output)")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(Self.shop).status == 0)
            }
            #expect(writes == ["PUT /initiator_groups/hosts/members", "PUT /initiator_groups/hosts/members"])
            #expect(try await console.detailedPlan(Self.shop) == 0)
        }
    }

    @Test func aGroupThatIsInheritedStaysUntilTheTenantGetsItsOwn() async throws {
        let volume = "ledger: {size: 1GiB, replica_count: 2}"
        @Sendable func manifest(_ members: String) -> String {
            Console.stack(
                volume,
                """
                tenant: shop
                initiators: {host-1: "\(Console.host1)", host-2: "\(Console.host2)"}
                initiator_groups: {hosts: [\(members)]}
                attachments: {ledger: {initiator_groups: [hosts]}}
                """)
        }
        try await Console.with { console in
            for host in [Console.host1, Console.host2] {
                try await console.array.call("POST", "/initiators", #"{"id":"\#(host)","name":"theirs"}"#)
            }
            try await console.array.call(
                "POST", "/initiator_groups",
                #"{"name":"hosts","members":[{"path":"/initiators/\#(Console.host2)"}]}"#)
            try await console.array.call("POST", "/tenants", #"{"name":"shop"}"#)
            try await console.prepare(manifest("host-2"))
            #expect(try await console.detailedPlan(manifest("host-2")) == 0)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(manifest("host-1")).status == 0)
            }
            #expect(
                writes == [
                    "POST /initiator_groups", "PUT /app_instances/ledger/s1/acl_policy", "PUT /app_instances/ledger",
                ])
            #expect(try await console.detailedPlan(manifest("host-1")) == 0)
        }
    }
}
