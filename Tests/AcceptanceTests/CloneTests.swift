import Simulation
import TestSupport
import Testing

/// Clones from the program itself: what cannot be known beforehand, and what it costs.
@Suite struct CloneTests {
    private static func manifest(_ size: Int, _ more: String = "") -> String {
        """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: clones
        volumes:
          ledger: {size: \(size)GiB, replica_count: 2}
        \(more)
        snapshots:
          ledger@old: {}

        """
    }

    private func apply(_ array: SimulatedDSP, _ manifest: String) async throws -> ToolRun {
        try await ToolRun(["apply", "--yes", "-f", "-"], environment: array.environment, input: manifest)
    }

    /// The size of a snapshot cannot be read: when the volume has grown since, the copy is smaller than its source.
    @Test(arguments: [15, 20, 30])
    func aVolumeFromASnapshotHasItsSizeAfterOneRunHoweverMuchItsSourceHasGrownSince(size: Int) async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await apply(array, Self.manifest(10)).status == 0)
            #expect(try await apply(array, Self.manifest(20)).status == 0)
            let manifest = Self.manifest(20, "  back: {size: \(size)GiB, replica_count: 2, from_snapshot: ledger@old}")
            let run = try await apply(array, manifest)
            #expect(run.status == 0, "\(run.output)")
            let whole = try await array.record(of: "back")
            #expect(whole?[path: "storage_instances.0.volumes.0.size"]?.text == "\(size)")
            #expect(whole?["descr"]?.text.hasSuffix(" -") == true)
            let plan = try await ToolRun(
                ["plan", "--detailed-exitcode", "-f", "-"], environment: array.environment, input: manifest)
            #expect(plan.status == 0)
        }
    }

    /// Smaller than the snapshot: that shows when the copy is there.
    @Test func aCopyThatIsNotAsExpectedEndsTheRunAndIsUsedByNobody() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await apply(array, Self.manifest(10)).status == 0)
            #expect(try await apply(array, Self.manifest(20)).status == 0)
            func manifest(_ size: Int) -> String {
                Self.manifest(20, "  back: {size: \(size)GiB, replica_count: 2, from_snapshot: ledger@old}")
            }
            let first = try await apply(array, manifest(5))
            let words = (first.output + first.error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(first.status == 3)
            #expect(
                words.contains("created, but the clone is not what was expected")
                    && words.contains("size is 10 GiB, not 5 GiB") && !words.contains("already exists"), "\(words)")
            let half = try await array.record(of: "back")
            #expect(half?["descr"]?.text.hasSuffix(" b") == true)
            #expect(half?[path: "storage_instances.0.acl_policy.initiators"]?.elements.isEmpty == true)
            let second = try await apply(array, manifest(5))
            #expect(second.status == 4 && second.output.contains("cannot_reduce"), "\(second.output)")
            #expect(try await apply(array, manifest(10)).status == 0)
            #expect(try await array.record(of: "back")?["descr"]?.text.hasSuffix(" -") == true)
        }
    }

    @Test(arguments: ["3.2.5.0", "3.3.3.0"])
    func aCloneIsItsPOSTTheNoteOfItsOriginAndTheMarker(product: String) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: product)) { array async throws in
            var volumes = ""
            #expect(try await apply(array, Self.manifest(10)).status == 0)
            for line in ["  copy: {clone_of: ledger, ", "  back: {from_snapshot: ledger@old, "] {
                volumes += line + "size: 10GiB, replica_count: 2}\n"
                try await array.forgetRequests()
                let run = try await apply(array, Self.manifest(10, volumes))
                #expect(run.status == 0, "\(run.output)\(run.error)")
                // Besides these, the lease: made, taken offline and deleted.
                let writes = try await array.writes()
                #expect(writes.count == 3 + 3, "\(writes)")
                #expect(writes.count { $0 == "POST /app_instances" } == 2)
            }
        }
    }
}
