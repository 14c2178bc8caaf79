import TestSupport
import Testing

/// `drift` against an array that people have changed.
@Suite struct DriftTests {
    private static func manifest(_ volumes: [(key: String, body: String)]) -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: drifting\nvolumes:\n"
            + volumes.map { "  \($0.key): {\($0.body)}\n" }.joined()
    }

    private static func body(size: Int = 10, iops: Int = 1000) -> String {
        "size: \(size)GiB, replica_count: 2, qos: {total_iops_max: \(iops)}"
    }

    private static func volumes(_ edit: (inout [String: String]) -> Void = { _ in }) -> [(key: String, body: String)] {
        var bodies = Dictionary(uniqueKeysWithValues: (1...50).map { ("vol-\($0)", body()) })
        edit(&bodies)
        return bodies.sorted { $0.key < $1.key }.map { (key: $0.key, body: $0.value) }
    }

    private func run(_ verb: [String], _ manifest: String, on array: SimulatedDSP) async throws -> ToolRun {
        try await ToolRun(verb + ["-f", "-"], environment: array.environment, input: manifest)
    }

    private func id(of name: String, on array: SimulatedDSP) async throws -> String {
        try #require(try await array.record(of: name)?["id"]?.text)
    }

    private func path(of name: String, on array: SimulatedDSP) async throws -> String {
        "/app_instances/\(try await id(of: name, on: array))/storage_instances/storage-1/volumes/volume-1"
    }

    /// Three changed by hand, one of them beyond what the manifest could ever have back; one on both sides; one gone.
    private func meddle(with array: SimulatedDSP) async throws {
        try await array.call(
            "PUT", try await path(of: "vol-1", on: array) + "/performance_policy", #"{"total_iops_max":7}"#)
        try await array.call("PUT", try await path(of: "vol-2", on: array), #"{"size":64}"#)
        let third = "/app_instances/\(try await id(of: "vol-3", on: array))"
        try await array.call("PUT", third, #"{"name":"vol-3-renamed"}"#)
        try await array.call(
            "PUT", try await path(of: "vol-6", on: array) + "/performance_policy", #"{"total_iops_max":8}"#)
        let gone = "/app_instances/\(try await id(of: "vol-7", on: array))"
        try await array.call("PUT", gone, #"{"admin_state":"offline"}"#)
        try await array.call("DELETE", gone)
        for name in ["strange-1", "strange-2", "strange-3", "strange-4"] {
            try await array.call("POST", "/app_instances", #"{"name":"\#(name)"}"#)
        }
    }

    @Test func exactlyWhatHappenedIsNamedByField() async throws {
        try await SimulatedDSP.with { array async throws in
            let applied = try await run(["apply", "--yes"], Self.manifest(Self.volumes()), on: array)
            #expect(applied.status == 0, "\(applied.error)")
            try await meddle(with: array)
            try await array.forgetRequests()
            let edited = Self.manifest(
                Self.volumes {
                    $0["vol-4"] = Self.body(size: 11)
                    $0["vol-5"] = Self.body(iops: 2000)
                    $0["vol-6"] = Self.body(size: 12)
                })
            let drift = try await run(["drift", "--format", "json"], edited, on: array)
            #expect(drift.status == 2, "\(drift.error)")
            let report = try JSONTree(parsing: Array(drift.output.utf8))
            let entries = (report["entries"]?.elements ?? []).map { entry in
                let fields = (entry["fields"]?.elements ?? []).map { $0["path"]?.text ?? "" }
                return "\(entry["classification"]?.text ?? "") \(entry["address"]?.text ?? "") "
                    + fields.joined(separator: ",")
            }
            #expect(
                entries == [
                    "drift volume/vol-1 qos.total_iops_max", "drift volume/vol-2 size", "drift volume/vol-3 name",
                    "pending volume/vol-4 size", "pending volume/vol-5 qos.total_iops_max",
                    "both volume/vol-6 size,qos.total_iops_max", "absent volume/vol-7 ",
                ])
            #expect(
                (report["unmanaged"]?.elements ?? []).map { $0["name"]?.text ?? "" } == [
                    "strange-1", "strange-2", "strange-3", "strange-4",
                ])
            #expect(report[path: "summary.in_sync"]?.text == "43")
            let log = try await array.admin("GET", "/_sim/requests").elements
                .map { "\($0["method"]?.text ?? "") \($0["path"]?.text.split(separator: "/").last ?? "")" }
            #expect(log.filter { !$0.hasPrefix("GET ") } == ["PUT login", "PUT logout"], "\(log)")
            let text = try await run(["drift"], edited, on: array)
            #expect(
                text.status == 2
                    && text.output.contains("qos.total_iops_max  7 IOPS on the array, 1000 IOPS in the manifest"))
            #expect(text.output.contains("Drift: 3 drift, 2 pending, 1 both, 1 absent, 4 unmanaged, 43 in sync."))
        }
    }

    @Test func whatIsOnlyPendingIsNoDriftAndWhatIsInSyncIsSilent() async throws {
        try await SimulatedDSP.with { array async throws in
            let small = Self.manifest([("ledger", Self.body())])
            #expect(try await run(["apply", "--yes"], small, on: array).status == 0)
            let quiet = try await run(["drift"], small, on: array)
            #expect(quiet.status == 0 && quiet.output.contains("No drift: 0 unmanaged, 1 in sync."))
            let pending = try await run(["drift"], Self.manifest([("ledger", Self.body(size: 11))]), on: array)
            #expect(pending.status == 0 && pending.output.contains("pending volume/ledger"))
        }
    }

    @Test func anInterruptedWindowIsDriftAndAnotherClusterIsRefused() async throws {
        try await SimulatedDSP.with { array async throws in
            let small = Self.manifest([("ledger", Self.body())])
            #expect(try await run(["apply", "--yes"], small, on: array).status == 0)
            let descr = try #require(try await array.record(of: "ledger")?["descr"]?.text)
            let open = descr.dropLast() + "w"
            try await array.call(
                "PUT", "/app_instances/\(try await id(of: "ledger", on: array))",
                #"{"admin_state":"offline","descr":"\#(open)"}"#)
            let drift = try await run(["drift"], small, on: array)
            #expect(drift.status == 2 && drift.output.contains("stopped inside its offline window"))
            let other = small + "cluster: {uuid: 00000000-0000-4000-8000-000000000000}\n"
            #expect(try await run(["drift"], other, on: array).status == 4)
        }
    }
}
