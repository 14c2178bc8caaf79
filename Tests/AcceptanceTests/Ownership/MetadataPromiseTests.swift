import Simulation
import TestSupport
import Testing

/// What people write about a volume, and what the tool writes for itself.
@Suite struct MetadataPromiseTests {
    private static let told = "ledger: {size: 1GiB, description: Ledger of the shop, metadata: {team: payments}}"
    private static let everyYes = ["--yes", "--allow-destroy", "--max-deletes", "9"]

    @Test(arguments: [("3.2.5.0", "metadata"), ("3.3.3.0", "int_ecosystem_data")])
    func whatPeopleWriteGoesToTheEndpointOfTheProduct(product: String, endpoint: String) async throws {
        try await Console.with(SimulatorConfiguration(productVersion: product)) { console in
            let stack = Console.stack(Self.told)
            let created = try await console.writes { () async throws in
                #expect(try await console.apply(stack).status == 0)
            }
            #expect(created == ["POST /app_instances", "PUT /app_instances/ledger/\(endpoint)"])
            #expect(try await console.detailedPlan(stack) == 0)
            let edited = try await console.writes { () async throws in
                #expect(try await console.apply(stack.replacing("payments", with: "billing")).status == 0)
            }
            #expect(edited == ["PUT /app_instances/ledger/\(endpoint)", "PUT /app_instances/ledger"])
            let tooMuch = stack.replacing("payments", with: String(repeating: "x", count: 2_048))
            let refused = try await console.writes { () async throws in
                let run = try await console.apply(tooMuch)
                #expect(run.status == 65 && run.words.contains("2048"), "\(run.words)")
            }
            #expect(refused.isEmpty)
        }
    }

    @Test func theOptionTurnsOffWhatPeopleWriteAndNotWhatTheToolNeeds() async throws {
        let stack = Console.stack(Self.told, "options: {disable_extended_metadata: true}")
        try await Console.with { console in
            let created = try await console.writes { () async throws in
                #expect(try await console.apply(stack).status == 0)
            }
            #expect(created == ["POST /app_instances"])
            #expect(try await console.detailedPlan(stack) == 0)
            let trashed = try await console.writes { () async throws in
                #expect(try await console.run(["destroy"] + Self.everyYes, stack).status == 0)
            }
            #expect(trashed == ["PUT /app_instances/ledger/int_ecosystem_data", "PUT /app_instances/ledger"])
        }
    }

    @Test func aDifferenceThatIsOnlyInTheMarkerIsNoDrift() async throws {
        let stack = Console.stack("ledger: {size: 1GiB, qos: {total_iops_max: 1000}}")
        let edited = stack.replacing("1000", with: "2000")
        try await Console.with { console in
            try await console.prepare(stack)
            // By hand what the manifest says by now: nothing is wrong but what the marker remembers.
            try await console.array.call(
                "PUT", try await console.volume("ledger") + "/performance_policy", #"{"total_iops_max":2000}"#)
            let looks = try await console.writes { () async throws in
                let drift = try await console.run(["drift"], edited)
                #expect(drift.status == 0 && drift.words.contains("1 in sync"), "\(drift.words)")
                #expect(try await console.detailedPlan(edited) == 2)
            }
            #expect(looks.isEmpty)
            let recorded = try await console.writes { () async throws in
                #expect(try await console.apply(edited).status == 0)
            }
            #expect(recorded == ["PUT /app_instances/ledger"])
            #expect(try await console.detailedPlan(edited) == 0)
        }
    }

    @Test func whatTakesMoreThanOnePostIsMarkedAsBeingBuiltUntilItsLastStep() async throws {
        let template =
            #"{"name":"db_small","storage_templates":[{"name":"storage-1","volume_templates":"#
            + #"[{"name":"volume-1","size":2,"replica_count":2}]}]}"#
        let stack = Console.stack(
            "ledger: {size: 2GiB, template: db_small}",
            "initiators: {host-1: \"\(Console.host1)\"}\nattachments: {ledger: {initiators: [host-1]}}")
        try await Console.with { console in
            try await console.array.call("POST", "/app_templates", template)
            // The access list, which no POST from a template can carry, fails.
            try await console.array.admin(
                "POST", "/_sim/faults", #"{"kind":"500","match":"PUT /app_instances","count":1}"#)
            #expect(try await console.apply(stack).status == 3)
            let half = try await console.app("ledger")
            #expect(half["descr"]?.text.hasSuffix(" b") == true)
            #expect(half[path: "storage_instances.0.acl_policy.initiators"]?.elements.isEmpty == true)
            let writes = try await console.writes { () async throws in
                #expect(try await console.apply(stack).status == 0)
            }
            #expect(writes == ["PUT /app_instances/ledger/s1/acl_policy", "PUT /app_instances/ledger"])
            #expect(try await console.app("ledger")["descr"]?.text.hasSuffix(" -") == true)
        }
    }
}
