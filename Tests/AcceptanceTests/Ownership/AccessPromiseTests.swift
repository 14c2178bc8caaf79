import Simulation
import TestSupport
import Testing

/// Initiators, groups, ACLs and CHAP.
@Suite struct AccessPromiseTests {
    private static let hosts = "initiators: {host-1: \"\(Console.host1)\", host-2: \"\(Console.host2)\"}\n"
    private static let volume = "ledger: {size: 1GiB, replica_count: 2}"
    private static let chap = #"chap: {user: ledger, password: "env:CHAP", version: 1}"#
    private static let attached = Console.stack(
        volume, hosts + "attachments: {ledger: {initiators: [host-1, host-2], \(chap)}}")
    private static let acl = "storage_instances.0.acl_policy.initiators"

    @Test func noDroppedLineDeletesASharedObject() async throws {
        let all = Console.stack(
            "ledger: {size: 1GiB, snapshot_policies: {daily: {interval: 1day, retention_count: 7},"
                + " hourly: {interval: 1hour, retention_count: 7}}}",
            Self.hosts + "initiator_groups: {hosts: [host-1]}\ntenants: {shop: {description: Shop}}")
        let few = Console.stack(
            "ledger: {size: 1GiB, snapshot_policies: {daily: {interval: 1day, retention_count: 7}}}")
        try await Console.with { console in
            try await console.prepare(all)
            let before = try await console.array.admin("GET", "/_sim/state")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(few).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger"])
            let after = try await console.array.admin("GET", "/_sim/state")
            for part in ["initiators", "initiator_groups", "tenants"] {
                #expect(after[part] == before[part], "\(part)")
            }
            let policies = "storage_instances.0.volumes.0.snapshot_policies"
            #expect(try await console.app("ledger")[path: policies]?.elements.count == 2)
            #expect(try await console.detailedPlan(few) == 0)
        }
    }

    @Test func aSharedObjectGoesOnlyByRemovedAndWithLeaveToDestroy() async throws {
        let all = Console.stack(Self.volume, Self.hosts + "initiator_groups: {hosts: [host-1]}\ntenants: {shop: {}}")
        let removed = Console.stack(
            Self.volume,
            """
            removed:
              - {from: initiator/host-1, action: delete}
              - {from: initiator/host-2, action: delete}
              - {from: initiator_group/hosts, action: delete}
              - {from: tenant/shop, action: delete}
            """)
        try await Console.with { console in
            try await console.prepare(all)
            let refused = try await console.writes { () async throws in
                #expect(try await console.apply(removed).status == 4)
            }
            #expect(refused.isEmpty)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(removed, "--allow-destroy").status == 0)
            }
            #expect(writes.first == "DELETE /initiator_groups/hosts" && writes.last == "DELETE /tenants/root/shop")
            #expect(writes.count == 4, "\(writes)")
            #expect(try await console.detailedPlan(removed) == 0)
        }
    }

    @Test func anInheritedInitiatorIsUsedAsItIs() async throws {
        try await Console.with { console in
            try await console.array.call(
                "POST", "/initiators", #"{"id":"\#(Console.host1)","name":"Host of the root"}"#)
            try await console.array.call("POST", "/tenants", #"{"name":"shop"}"#)
            let manifest = Console.stack(
                Self.volume,
                "tenant: shop\ninitiators: {host-1: \"\(Console.host1)\"}\nattachments: {ledger: {initiators: [host-1]}}"
            )
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(manifest).status == 0)
            }
            #expect(writes == ["POST /app_instances"])
            #expect(try await console.detailedPlan(manifest) == 0)
        }
    }

    @Test func aTenantsFirstOwnInitiatorIsDisruptiveWhereItHidesOthers() async throws {
        try await Console.with { console in
            try await console.array.call(
                "POST", "/initiators", #"{"id":"\#(Console.host1)","name":"Host of the root"}"#)
            try await console.array.call("POST", "/tenants", #"{"name":"shop"}"#)
            let manifest = Console.stack(
                Self.volume,
                "tenant: shop\ninitiators: {host-2: \"\(Console.host2)\"}\nattachments: {ledger: {initiators: [host-2]}}"
            )
            let refused = try await console.writes { () async throws in
                let run = try await console.apply(manifest)
                #expect(run.status == 4 && run.words.contains("ends the inheritance of 1 initiator"), "\(run.output)")
            }
            #expect(refused.isEmpty)
            #expect(try await console.apply(manifest, "--allow-disruptive").status == 0)
            #expect(try await console.detailedPlan(manifest) == 0)
        }
    }

    @Test func theDeclaredListIsTheWholeListAndAnEntryAddedByHandIsDrift() async throws {
        let one = Console.stack(Self.volume, Self.hosts + "attachments: {ledger: {initiators: [host-1]}}")
        try await Console.with { console in
            try await console.prepare(one)
            try await console.array.call(
                "PUT", try await console.path("ledger") + "/storage_instances/storage-1/acl_policy",
                #"{"initiators":[{"path":"/initiators/\#(Console.host1)"},{"path":"/initiators/\#(Console.host2)"}],"#
                    + #""initiator_groups":[]}"#)
            try await console.array.forgetRequests()
            let drift = try await console.run(["drift"], one)
            #expect(drift.status == 2 && drift.words.contains("\(Console.host2) on the array, not in the manifest"))
            #expect(try await console.array.writes().isEmpty)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(one).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger/s1/acl_policy", "PUT /app_instances/ledger"])
            #expect(try await console.app("ledger")[path: Self.acl]?.elements.count == 1)
        }
    }

    @Test func anAttachmentThatGoesEmptiesTheListAndTakesCHAPAway() async throws {
        let detached = Console.stack(Self.volume, Self.hosts)
        try await Console.with { console in
            try await console.prepare(Self.attached)
            #expect(try await console.apply(detached).status == 4, "removing CHAP is disruptive")
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(detached, "--allow-disruptive").status == 0)
            }
            #expect(
                Set(writes) == [
                    "PUT /app_instances/ledger/s1/acl_policy", "PUT /app_instances/ledger/s1/auth",
                    "PUT /app_instances/ledger",
                ])
            #expect(try await console.app("ledger")[path: Self.acl]?.elements.isEmpty == true)
            #expect(try await console.app("ledger")[path: "storage_instances.0.auth.type"]?.text == "none")
            // From now on the list is nobody's: what a person puts there stays.
            try await console.array.call(
                "PUT", try await console.path("ledger") + "/storage_instances/storage-1/acl_policy",
                #"{"initiators":[{"path":"/initiators/\#(Console.host2)"}],"initiator_groups":[]}"#)
            #expect(try await console.detailedPlan(detached) == 0)
            #expect(try await console.run(["drift"], detached).status == 0)
        }
    }

    /// Each edit, and what the refusal says.
    private static let cuts: [(String, String)] = [
        (attached.replacing("[host-1, host-2]", with: "[host-2]"), "disconnects \(Console.host1)"),
        (attached.replacing(", \(chap)", with: ""), "changes CHAP credentials; connected: \(Console.host1)"),
        (attached.replacing("version: 1", with: "version: 2"), "changes CHAP credentials; connected: \(Console.host1)"),
    ]

    @Test(arguments: cuts)
    func whatCutsAConnectedInitiatorIsDisruptiveAndNamesIt(edited: String, says: String) async throws {
        try await Console.with { console in
            try await console.prepare(Self.attached)
            try await console.connect([Console.host1], to: "ledger")
            let refused = try await console.writes { () async throws in
                let run = try await console.apply(edited)
                #expect(run.status == 4 && run.words.contains("disruptive: \(says)"), "\(run.words)")
                #expect(run.words.contains("--allow-disruptive"))
            }
            #expect(refused.isEmpty)
            #expect(try await console.apply(edited, "--allow-disruptive").status == 0)
            #expect(try await console.detailedPlan(edited) == 0)
        }
    }

    @Test func aGroupMemberThatIsConnectedAnywhereIsNotTakenAwayWithoutLeave() async throws {
        func manifest(_ members: String) -> String {
            Console.stack(
                Self.volume,
                Self.hosts
                    + "initiator_groups: {hosts: [\(members)]}\nattachments: {ledger: {initiator_groups: [hosts]}}")
        }
        let both = manifest("host-1, host-2")
        let one = manifest("host-2")
        try await Console.with { console in
            try await console.prepare(both)
            try await console.connect([Console.host1], to: "ledger")
            let refused = try await console.writes { () async throws in
                let run = try await console.apply(one)
                #expect(run.status == 4 && run.words.contains("disconnects \(Console.host1)"), "\(run.words)")
            }
            #expect(refused.isEmpty)
            #expect(try await console.apply(one, "--allow-disruptive").status == 0)
            #expect(try await console.detailedPlan(one) == 0)
        }
    }

    @Test(arguments: [("", "deny_all"), (", access_control_mode: allow_all", "allow_all")])
    func aVolumeDeniesEverybodyUnlessItsTypeSaysOtherwise(setting: String, mode: String) async throws {
        try await Console.with { console in
            try await console.prepare(Console.stack("ledger: {size: 1GiB\(setting)}"))
            let storage = try await console.app("ledger")[path: "storage_instances.0"]
            #expect(storage?["access_control_mode"]?.text == mode)
        }
    }
}
