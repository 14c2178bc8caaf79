import Glibc
import Simulation
import TestSupport
import Testing

/// `snapshot restore` from the program itself.
@Suite struct RestoreTests {
    private static func manifest(_ size: Int, more: String = "") -> String {
        """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: shots
        volumes:
          ledger: {size: \(size)GiB, replica_count: 2\(more)}
        snapshots:
          ledger@before: {}

        """
    }

    /// A volume of 20 GiB with a snapshot of when it had 10.
    private func withGrownVolume(
        _ product: String = "3.3.3.0", more: String = "",
        _ body: @Sendable @escaping (SimulatedDSP) async throws -> Void
    ) async throws {
        let configuration = SimulatorConfiguration(
            productVersion: product, apiVersions: product == "3.2.5.0" ? ["v2.1", "v2.2"] : ["v2.3"])
        try await SimulatedDSP.with(configuration) { array async throws in
            for manifest in [Self.manifest(10), Self.manifest(20, more: more)] {
                let run = try await ToolRun(
                    ["apply", "--yes", "-f", "-"], environment: array.environment, input: manifest)
                #expect(run.status == 0, "\(run.output)\(run.error)")
            }
            try await array.forgetRequests()
            try await body(array)
        }
    }

    private func restore(_ array: SimulatedDSP, _ more: [String] = ["--yes"], _ name: String = "ledger@before")
        async throws
        -> ToolRun
    {
        try await ToolRun(["snapshot", "restore", "--stack", "shots", name] + more, environment: array.environment)
    }

    @Test(arguments: ["3.2.5.0", "3.3.3.0"])
    func theDataIsBackAndWhatWasThereIsKept(product: String) async throws {
        try await withGrownVolume(product) { array async throws in
            let id = try await array.record(of: "ledger")?["id"]?.text ?? ""
            let run = try await restore(array)
            #expect(run.status == 0, "\(run.output)\(run.error)")
            let volume = "/app_instances/\(id)/storage_instances/storage-1/volumes/volume-1"
            #expect(
                try await array.writes().filter { $0.contains(id) } == [
                    "PUT /app_instances/\(id)", "POST \(volume)/snapshots", "PUT \(volume)", "PUT /app_instances/\(id)",
                ])
            let live = try await array.record(of: "ledger")
            #expect(live?[path: "storage_instances.0.volumes.0.size"]?.text == "10")
            #expect(live?[path: "storage_instances.0.volumes.0.snapshots"]?.elements.count == 2)
            #expect(live?["admin_state"]?.text == "online" && live?["descr"]?.text.hasSuffix(" -") == true)
            // By the time stamp, too: here back to the safety snapshot.
            let safety = live?[path: "storage_instances.0.volumes.0.snapshots.1.utc_ts"]?.text ?? ""
            let yeses = ["--yes", "--no-safety-snapshot", "--allow-destroy", "--max-deletes", "1"]
            #expect(try await restore(array, yeses, "ledger@\(safety)").status == 0)
            let after = try await array.record(of: "ledger")
            #expect(after?[path: "storage_instances.0.volumes.0.size"]?.text == "20")
            #expect(after?[path: "storage_instances.0.volumes.0.snapshots"]?.elements.count == 2)
        }
    }

    @Test func nothingHappensWithoutAYes() async throws {
        try await withGrownVolume { array async throws in
            let run = try await restore(array, [])
            #expect(run.status == 7 && run.output.contains("data"), "\(run.output)")
            #expect(try await restore(array, ["--yes"], "ledger@unknown").status == 4)
            #expect(try await restore(array, ["--yes"], "nothing@before").status == 64)
            #expect(try await restore(array, ["--yes"], "ledger").status == 64)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test(arguments: [[], ["--allow-destroy"], ["--max-deletes", "1"]])
    func withoutASafetySnapshotEveryYesIsNeeded(yeses: [String]) async throws {
        try await withGrownVolume { array async throws in
            let run = try await restore(array, ["--yes", "--no-safety-snapshot"] + yeses)
            #expect(run.status == 4, "\(run.output)\(run.error)")
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func whoIsConnectedIsCutOffOnlyWhenThatIsSaid() async throws {
        try await withGrownVolume { array async throws in
            try await array.admin(
                "PUT", "/_sim/connections",
                #"{"tenant":"/root","app_instance":"ledger","storage_instance":"storage-1","initiators":["iqn.1993-08.org.debian:01:db01"]}"#
            )
            let refused = try await restore(array)
            #expect(refused.status == 4 && refused.output.contains("blocked [connected]"), "\(refused.output)")
            #expect(try await array.writes().isEmpty)
            #expect(try await restore(array, ["--yes", "--allow-disruptive"]).status == 0)
        }
    }

    @Test func aProtectedVolumeIsRefused() async throws {
        try await withGrownVolume(more: ", protect: true") { array async throws in
            let run = try await restore(array, ["--yes", "--allow-disruptive"])
            #expect(run.status == 4 && run.output.contains("blocked [protected]"), "\(run.output)")
        }
    }

    /// Killed at every request, before it is carried out and after.
    @Test func whereverItIsKilledTheSameCommandFinishesIt() async throws {
        try await withGrownVolume { array async throws in
            let start = try await array.stateText()
            #expect(try await restore(array).status == 0)
            let requests = try await array.admin("GET", "/_sim/requests").elements.count
            for request in 0..<requests {
                for at in ["received", "answered"] {
                    try await array.restore(start)
                    let problem = try await kill(at: request, at, array)
                    #expect(problem == nil, "request \(request) \(at)")
                }
            }
        }
    }

    /// - Returns: what is wrong after the second run.
    private func kill(at request: Int, _ at: String, _ array: SimulatedDSP) async throws -> String? {
        try await array.admin(
            "POST", "/_sim/faults", #"{"kind":"hold","count":1,"after":\#(request),"at":"\#(at)"}"#)
        let process = try ToolProcess(
            ["snapshot", "restore", "--stack", "shots", "ledger@before", "--yes"], environment: array.environment)
        let wasHeld = try await array.waitUntilHeld { process.hasEnded }
        process.send(SIGKILL)
        _ = await process.end()
        guard wasHeld else { return "not killed there" }
        try await array.admin("DELETE", at == "answered" ? "/_sim/held" : "/_sim/held?drop")
        let rerun = try await restore(array)
        guard rerun.status == 0 else { return "\(rerun.status) \(rerun.output)\(rerun.error)" }
        let live = try await array.record(of: "ledger")
        let snapshots = live?[path: "storage_instances.0.volumes.0.snapshots"]?.elements.count ?? 0
        // Killed when all was done, the second run is one of its own.
        guard live?[path: "storage_instances.0.volumes.0.size"]?.text == "10", live?["admin_state"]?.text == "online",
            live?["descr"]?.text.hasSuffix(" -") == true, (2...3).contains(snapshots)
        else { return "\(String(describing: live))" }
        let leases = try await array.leases()
        return leases.isEmpty ? nil : "\(leases)"
    }
}
