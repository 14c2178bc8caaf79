import TestSupport
import Testing

/// What things cost, from the array's own log.
@Suite struct RequestCountTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: counted
        initiators:
          db-01: iqn.1993-08.org.debian:01:db01
          db-02: iqn.1993-08.org.debian:01:db02
        volumes:
          ledger: {size: 10GiB, qos: {total_iops_max: 5000, read_bandwidth_max: 10MiB/s}, replica_count: 2}
          journal: {size: 10GiB, qos: {total_iops_max: 5000}}
        attachments:
          ledger: {initiators: [db-01, db-02], chap: {user: ledger, password: "env:CHAP"}}
          journal: {initiators: [db-01], chap: {user: ledger, password: "env:CHAP"}}

        """

    @Test func aVolumeWithLimitsACLAndCHAPIsOnePostAndEachInitiatorOne() async throws {
        try await SimulatedDSP.with { array in
            let environment = array.environment.merging(["CHAP": "secret-12345"]) { first, _ in first }
            let run = try await ToolRun(
                ["apply", "--yes", "-f", "-"], environment: environment, input: Self.manifest)
            #expect(run.status == 0, "\(run.output)\(run.error)")
            // The lease apart: it is made, taken offline and deleted, whatever there is to do.
            let writes = try await array.writes()
            #expect(
                writes.filter { $0.hasPrefix("POST") }.sorted() == [
                    "POST /app_instances", "POST /app_instances", "POST /app_instances", "POST /initiators",
                    "POST /initiators",
                ])
            #expect(writes.first == "POST /app_instances" && writes.count == 7)
            #expect(writes.dropFirst(5).map { $0.prefix(19) } == ["PUT /app_instances/", "DELETE /app_instanc"])
            #expect(try await array.leases().isEmpty)
            let ledger = try await array.record(of: "ledger")
            #expect(ledger?[path: "storage_instances.0.auth.target_pswd"]?.text == "secret-12345")
            #expect(ledger?[path: "storage_instances.0.volumes.0.performance_policy.total_iops_max"]?.text == "5000")
            #expect(ledger?[path: "storage_instances.0.acl_policy.initiators"]?.elements.count == 2)
        }
    }

    @Test func readingFourHundredVolumesIsOnePage() async throws {
        let volumes = (0..<400).map { "  vol\($0): {size: 1GiB, replica_count: 1}\n" }.joined()
        let manifest = "apiVersion: datera-apply/v1\nkind: Stack\nstack: many\nvolumes:\n\(volumes)"
        try await SimulatedDSP.with { array in
            let apply = try await ToolRun(
                ["apply", "--yes", "-f", "-"], environment: array.environment, input: manifest)
            #expect(apply.status == 0, "\(apply.error)")
            try await array.forgetRequests()
            let plan = try await ToolRun(
                ["plan", "--detailed-exitcode", "-f", "-"], environment: array.environment, input: manifest)
            #expect(plan.status == 0)
            #expect(
                try await array.requests().sorted() == [
                    "GET /app_instances", "GET /initiator_groups", "GET /initiators", "GET /system", "GET /tenants",
                ])
        }
    }
}
