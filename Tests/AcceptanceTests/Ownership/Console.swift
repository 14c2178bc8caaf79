import Simulation
import TestSupport

/// The program at one array, judged by what the array was asked.
struct Console: Sendable {
    static let secrets = ["CHAP": "secret-12345", "CHAP_ARRAY": "secret-54321"]
    static let host1 = "iqn.1993-08.org.debian:01:host1"
    static let host2 = "iqn.1993-08.org.debian:01:host2"

    let array: SimulatedDSP

    static func with(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(),
        _ body: @Sendable @escaping (Console) async throws -> Void
    ) async throws {
        try await SimulatedDSP.with(configuration) { try await body(Console(array: $0)) }
    }

    /// A stack of these volumes, with further sections.
    static func stack(_ volumes: String, _ more: String = "", name: String = "owner") -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: \(name)\nvolumes: {\(volumes)}\n\(more)\n"
    }

    func run(_ arguments: [String], _ manifest: String? = nil) async throws -> ToolRun {
        try await ToolRun(
            arguments + (manifest == nil ? [] : ["-f", "-"]),
            environment: array.environment.merging(Self.secrets) { first, _ in first }, input: manifest ?? "")
    }

    func apply(_ manifest: String, _ flags: String...) async throws -> ToolRun {
        try await run(["apply", "--yes"] + flags, manifest)
    }

    /// Applies what a test starts from, and forgets how.
    func prepare(_ manifest: String, _ flags: String...) async throws {
        let applied = try await run(["apply", "--yes"] + flags, manifest)
        guard applied.status == 0 else { throw Unprepared(text: applied.output + applied.error) }
        try await array.forgetRequests()
    }

    /// The exit code of a plan that tells changes from none.
    func detailedPlan(_ manifest: String) async throws -> Int32 {
        try await run(["plan", "--detailed-exitcode"], manifest).status
    }

    func app(_ name: String) async throws -> JSONTree {
        guard let record = try await array.record(of: name) else { throw Unprepared(text: "no \(name)") }
        return record
    }

    func id(_ name: String) async throws -> String { try await app(name)["id"]?.text ?? "" }
    func path(_ name: String) async throws -> String { "/app_instances/\(try await id(name))" }
    func volume(_ name: String) async throws -> String {
        try await path(name) + "/storage_instances/storage-1/volumes/volume-1"
    }

    /// Says who is logged in to a volume.
    func connect(_ initiators: [String], to name: String) async throws {
        let list = initiators.map { "\"\($0)\"" }.joined(separator: ",")
        try await array.admin(
            "PUT", "/_sim/connections",
            #"{"tenant":"/root","app_instance":"\#(name)","storage_instance":"storage-1","initiators":[\#(list)]}"#)
    }

    /// Runs something and tells what was written meanwhile, each app instance under its name from before; the leases of
    /// the run, which always come first, are left out.
    func writes(during body: () async throws -> Void) async throws -> [String] {
        let before = try await names()
        try await array.forgetRequests()
        try await body()
        let known = before.merging(try await names()) { first, _ in first }
        var writes = try await array.writes()
        let leases = writes.count { write in
            let parts = write.split(separator: "/")
            return write.hasPrefix("DELETE /app_instances/") && parts.count == 3 && known[String(parts[2])] == nil
        }
        for _ in 0..<leases {
            if let lease = writes.firstIndex(of: "POST /app_instances") { writes.remove(at: lease) }
        }
        return writes.compactMap { write in
            var parts = write.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count > 2, parts[1] == "app_instances" else { return write }
            // What is there only since this run is called by its name.
            guard let name = known[parts[2]] ?? known.values.first(where: { $0 == parts[2] }) else { return nil }
            parts[2] = name
            return parts.joined(separator: "/").replacing("/storage_instances/storage-1", with: "/s1")
                .replacing("/volumes/volume-1", with: "/v1")
        }
    }

    private func names() async throws -> [String: String] {
        let apps = try await array.admin("GET", "/_sim/state")["app_instances"]?.elements ?? []
        return Dictionary(
            apps.map { ($0["id"]?.text ?? "", $0["name"]?.text ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    struct Unprepared: Error {
        var text: String
    }
}

extension ToolRun {
    /// What it said, on one line: where a line ends is not what these tests are about.
    var words: String { (output + error).split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
