import Simulation
import TestSupport
import Testing

/// Snapshots from the program itself.
@Suite struct SnapshotTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: shots
        volumes:
          ledger: {size: 10GiB, replica_count: 2}
          journal: {size: 10GiB, replica_count: 2}
        snapshots:
          ledger@before: {}

        """

    private func apply(_ array: SimulatedDSP, _ manifest: String = manifest, _ more: [String] = []) async throws
        -> ToolRun
    {
        try await ToolRun(["apply", "--yes", "-f", "-"] + more, environment: array.environment, input: manifest)
    }

    @Test(arguments: ["3.2.5.0", "3.3.3.0"])
    func aSnapshotIsItsPOSTAndTwoNotes(product: String) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: product)) { array async throws in
            let volumes = Self.manifest.split(separator: "snapshots:")[0]
            #expect(try await apply(array, String(volumes)).status == 0)
            let id = try await array.record(of: "ledger")?["id"]?.text ?? ""
            try await array.forgetRequests()
            let run = try await apply(array)
            #expect(run.status == 0, "\(run.output)\(run.error)")
            let endpoint = product == "3.2.5.0" ? "metadata" : "int_ecosystem_data"
            #expect(
                try await array.writes().filter { $0.contains(id) } == [
                    "PUT /app_instances/\(id)/\(endpoint)",
                    "POST /app_instances/\(id)/storage_instances/storage-1/volumes/volume-1/snapshots",
                    "PUT /app_instances/\(id)/\(endpoint)",
                ])
            try await array.forgetRequests()
            #expect(try await apply(array).status == 0)
            #expect(try await array.writes().isEmpty)
            #expect(try await !array.requests().contains { $0.contains(endpoint) })
        }
    }

    /// A slow array: `pending` for a moment, and the apply waits for it.
    @Test func aSnapshotThatTakesTimeIsThereWhenApplyEnds() async throws {
        let configuration = SimulatorConfiguration(transitionDelay: .milliseconds(300))
        try await SimulatedDSP.with(configuration) { array async throws in
            let run = try await apply(array, Self.manifest, ["--retry-interval", "0.05"])
            #expect(run.status == 0, "\(run.output)\(run.error)")
            let list = try await ToolRun(["snapshot", "list"], environment: array.environment)
            #expect(list.output.contains("available") && !list.output.contains("pending"))
        }
    }

    @Test func theListShowsNamesForVolumesThatAreNamed() async throws {
        try await SimulatedDSP.with { array async throws in
            func list(_ arguments: String...) async throws -> ToolRun {
                try await ToolRun(["snapshot", "list"] + arguments, environment: array.environment)
            }
            #expect(try await list().output == "No snapshots.\n")
            #expect(try await apply(array).status == 0)
            let snapshot =
                try await array.record(of: "ledger")?[
                    path: "storage_instances.0.volumes.0.snapshots.0.utc_ts"]?.text ?? ""
            let all = try await list()
            #expect(all.output.contains("ledger  -") && all.output.contains(snapshot), "\(all.output)")
            #expect(all.error.contains("`snapshot list VOLUME` also shows the names"))
            for name in ["ledger", "volume/ledger"] {
                let named = try await list(name)
                #expect(named.output.contains("ledger  before") && named.error.isEmpty, "\(name)")
            }
            let other = try await list("--stack", "other")
            #expect(other.status == 1 && other.error.contains("there is no stack `other`"), "\(other.error)")
            #expect(try await list("journal").output == "No snapshots.\n")
            let unknown = try await list("nothing")
            #expect(unknown.status == 1 && unknown.error.contains("there is no volume `nothing` on the array"))
        }
    }

    @Test func oneThatWasDeletedByHandBlocks() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await apply(array).status == 0)
            let snapshot =
                try await array.record(of: "ledger")?[
                    path: "storage_instances.0.volumes.0.snapshots.0.utc_ts"]?.text ?? ""
            try await array.call(
                "DELETE", "/app_instances/ledger/storage_instances/storage-1/volumes/volume-1/snapshots/\(snapshot)",
                "{}")
            try await array.forgetRequests()
            let run = try await apply(array)
            #expect(run.status == 4 && run.output.contains("blocked [snapshot_gone]"), "\(run.output)")
            #expect(try await array.writes().isEmpty)
        }
    }
}
