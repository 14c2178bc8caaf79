import TestSupport
import Testing

/// `explain`: where each value comes from, and what the array has.
@Suite struct ExplainTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: explained
        defaults: {replica_count: 2}
        volume_types:
          gold: {qos: {total_iops_max: 20000, iops_per_gb: 50}, protect: true}
          bulk: {extra_specs: {"DF:write_iops_max": 5000}, ip_pool: default}
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
        volumes:
          ledger: {type: gold, size: 100GiB, qos: {read_iops_max: 700}}
          scratch: {type: bulk, for_each: [a, b], name: "scratch-{key}", size: 10GiB}
          notes: {size: 1GiB, description: for people, metadata: {team: core}}
        snapshots: {ledger@before: {}}
        attachments:
          ledger: {initiators: [db-01], chap: {user: ledger, password: "env:CHAP", version: 2}}

        """

    /// What is said, line for line, without the colour that a pipe does not get; the id of an app instance is left out.
    private func explanation(_ address: String, on array: SimulatedDSP) async throws -> [String] {
        try await array.forgetRequests()
        let run = try await ToolRun(
            ["explain", address, "-f", "-"], environment: array.environment, input: Self.manifest)
        #expect(run.status == 0, "\(run.error)")
        #expect(try await array.writes().isEmpty)
        return run.output.split(separator: "\n").map { line in
            line.split(separator: " (").count > 1 && line.hasPrefix("  on the array as")
                ? String(line.split(separator: " (")[0]) : String(line)
        }
    }

    @Test func everyValueNamesItsLineAndWhatLentIt() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(
                try await explanation("volume/ledger", on: array) == [
                    "volume/ledger  <stdin>:10:3",
                    "  not on the array",
                    "  name                       ledger  (<stdin>:10:3; its key)",
                    "  size                       100 GiB  (<stdin>:10:30)",
                    "  replica_count              2  (defaults, <stdin>:4:27)",
                    "  qos.total_iops_max         5000 IOPS",
                    "                             (volume_types.gold, <stdin>:6:52; iops_per_gb 50 ×",
                    "                              100 GiB, cap 20000 IOPS)",
                    "  qos.read_iops_max          700 IOPS  (<stdin>:10:59)",
                    "  attachments.initiators     iqn.1993-08.org.debian:01:db01  (<stdin>:15:3)",
                    "  attachments.chap           user ledger  (<stdin>:15:33)",
                    "  attachments.chap.password  (secret from env:CHAP)  (<stdin>:15:33; version 2)",
                    "  protect                    true  (volume_types.gold, <stdin>:6:66)",
                ])
            let scratch = try await explanation("volume/scratch[a]", on: array)
            #expect(scratch.contains("  name                scratch-a  (<stdin>:11:49)"), "\(scratch)")
            #expect(scratch.contains("  replica_count       2  (defaults, <stdin>:4:27)"))
            #expect(scratch.contains("  qos.write_iops_max  5000 IOPS  (volume_types.bulk, <stdin>:7:45)"))
        }
    }

    @Test func aLiveValueThatIsAnotherOneStandsBelow() async throws {
        try await SimulatedDSP.with { array async throws in
            let environment = array.environment.merging(["CHAP": "secret-12345"]) { $1 }
            let applied = try await ToolRun(
                ["apply", "--yes", "-f", "-"], environment: environment, input: Self.manifest)
            #expect(applied.status == 0, "\(applied.error)")
            let same = try await explanation("ledger", on: array)
            #expect(same[1] == "  on the array as ledger" && !same.contains { $0.contains("live:") }, "\(same)")
            #expect(same.contains("  ip_pool                    default  (on the array, not managed)"))
            let id = try await array.record(of: "ledger")?["id"]?.text ?? ""
            try await array.call(
                "PUT", "/app_instances/\(id)/storage_instances/storage-1/volumes/volume-1", #"{"size":150}"#)
            let grown = try await explanation("ledger", on: array)
            let size = try #require(grown.firstIndex { $0.hasPrefix("  size") })
            #expect(grown[size + 1] == "                             live: 150 GiB")
            let notes = try await array.record(of: "notes")?["id"]?.text ?? ""
            try await array.call("PUT", "/app_instances/\(notes)/int_ecosystem_data", #"{"data":{"team":"edge"}}"#)
            let said = try await explanation("volume/notes", on: array)
            let team = try #require(said.firstIndex { $0.hasPrefix("  metadata.team") })
            #expect(said[team].contains("core") && said[team + 1].hasSuffix("live: edge"), "\(said)")
            #expect(said.contains { $0.hasPrefix("  description") && $0.contains("for people") })
            let snapshot = try await explanation("snapshot/ledger@before", on: array)
            #expect(snapshot[0] == "snapshot/ledger@before  <stdin>:13:13")
            #expect(snapshot[1].hasPrefix("  taken at 20"))
            let initiator = try await explanation("initiator/db-01", on: array)
            #expect(initiator.contains("  iqn   iqn.1993-08.org.debian:01:db01  (<stdin>:8:14)"), "\(initiator)")
        }
    }

    @Test func whatTheStackDoesNotHaveIs64() async throws {
        try await SimulatedDSP.with { array async throws in
            let run = try await ToolRun(
                ["explain", "volume/ledgr", "-f", "-"], environment: array.environment, input: Self.manifest)
            #expect(run.status == 64 && run.output.isEmpty)
            #expect(
                run.error.contains("stack explained has no resource `volume/ledgr`; did you mean `volume/ledger`?"),
                "\(run.error)")
        }
    }

    /// The start that the array has chosen for a policy is no difference.
    @Test func aPolicyInSyncHasNoLiveValueBesideIt() async throws {
        let manifest = """
            apiVersion: datera-apply/v1
            kind: Stack
            stack: owner
            volumes:
              ledger: {size: 1GiB, snapshot_policies: {hourly: {interval: 1hour, retention_count: 24}}}

            """
        try await Console.with { console in
            try await console.prepare(manifest)
            let run = try await console.run(["explain", "volume/ledger"], manifest)
            #expect(run.status == 0 && run.output.contains("every 1hour, keep 24"), "\(run.output)")
            #expect(!run.output.contains("live:"), "\(run.output)")
            try await console.array.call(
                "PUT", try await console.volume("ledger") + "/snapshot_policies/hourly", #"{"retention_count":12}"#)
            let changed = try await console.run(["explain", "volume/ledger"], manifest)
            #expect(changed.output.contains("live: every 1hour, keep 12"), "\(changed.output)")
        }
    }
}
