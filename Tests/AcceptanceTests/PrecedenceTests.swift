import TestSupport
import Testing

/// Where several exit codes apply, the first of 64, 65, 77, 6, 5, 4, 7, 130/143, 3, 1, 2 is given.
///
/// Pairs that meet before the first step stand here, those that meet in the middle of a run in
/// `InterruptedPrecedenceTests`. A plan that is stale, blocked or declined asks for no lease, so that 6 meets none of
/// these; and it does nothing, so that neither 3 nor 1 meets them.
@Suite struct PrecedenceTests {
    private static func manifest(_ volumes: String, more: String = "") -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: ranks\nvolumes: {\(volumes)}\n\(more)\n"
    }

    private static let bad = manifest("ledger: {sizee: 10GiB}")
    private static let first = manifest("ledger: {size: 10GiB, replica_count: 2}")
    private static let disruptive = manifest("ledger: {size: 10GiB, replica_count: 3}")
    private static let dropped = manifest("other: {size: 10GiB}")
    private static let secret = """
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
        attachments: {ledger: {initiators: [db-01], chap: {user: ledger, password: "env:NOT_SET"}}}
        """
    private static let unknown = "sha256:" + String(repeating: "0", count: 64)

    private func status(
        _ arguments: [String], _ manifest: String, on array: SimulatedDSP? = nil, _ more: [String: String] = [:]
    ) async throws -> Int32 {
        let environment = (array?.environment ?? [:]).merging(more) { $1 }
        return try await ToolRun(arguments + ["-f", "-"], environment: environment, input: manifest).status
    }

    private func withLedger(_ body: @Sendable @escaping (SimulatedDSP) async throws -> Void) async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await status(["apply", "--yes"], Self.first, on: array) == 0)
            try await body(array)
            // None of the runs below may change anything.
            let size = try await array.record(of: "ledger")?[path: "storage_instances.0.volumes.0.replica_count"]?.text
            #expect(size == "2")
        }
    }

    @Test func wrongUsageComesBeforeAnInvalidManifest() async throws {
        #expect(try await status(["plan", "--mgmt", "ftp://x"], Self.bad) == 64)
        #expect(try await status(["plan"], Self.bad) == 64)
        #expect(try await status(["apply", "--parallelism", "0"], Self.bad) == 64)
    }

    @Test func wrongUsageComesBeforeARefusedLoginAStaleAndAnAlteredPlan() async throws {
        try await withLedger { array async throws in
            let wrong = array.environment.merging(["DAT_PASS": "wrong-password"]) { $1 }
            #expect(try await status(["plan", "--fromat", "json"], Self.first, on: array, wrong) == 64)
            let file = TemporaryFile()
            #expect(try await status(["plan", "-o", file.path], Self.disruptive, on: array) == 0)
            try file.write(file.text.replacing("\"3\"", with: "\"4\""))
            let usage = ["apply", file.path, "--yes", "--max-deletes", "1"]
            #expect(try await ToolRun(usage, environment: wrong).status == 64)
        }
    }

    @Test func anInvalidManifestComesBeforeAnArrayThatIsAway() async throws {
        let away = ["plan", "--mgmt", "http://127.0.0.1:1", "--retry-timeout", "0.1"]
        #expect(try await status(away, Self.bad, on: nil, ["DAT_USER": "admin", "DAT_PASS": "password"]) == 65)
    }

    /// Somebody else at work on this stack.
    private static let lease =
        #"{"name":"datera-apply.lease.ranks","descr":"datera-apply lease v1 elsewhere.0123abcd.4711 00000000deadbeef "#
        + #"20991231T235959Z","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1,"#
        + #""replica_count":1}]}]}"#

    @Test func aSecretThatIsNotSetAndARefusedLoginComeBeforeALeaseThatIsHeld() async throws {
        try await withLedger { array async throws in
            try await array.call("POST", "/app_instances", Self.lease)
            let secret = Self.manifest("ledger: {size: 10GiB}", more: Self.secret)
            #expect(try await status(["apply", "--yes"], secret, on: array) == 65)
            let more = Self.manifest("ledger: {size: 10GiB, replica_count: 2}, more: {size: 1GiB}")
            let wrong = ["DAT_PASS": "wrong-password"]
            #expect(try await status(["apply", "--yes"], more, on: array, wrong) == 77)
            #expect(try await status(["apply", "--yes"], more, on: array) == 6)
        }
    }

    @Test func anInvalidManifestComesBeforeARefusedLogin() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await status(["plan"], Self.bad, on: array, ["DAT_PASS": "wrong-password"]) == 65)
        }
    }

    @Test func aSecretThatIsNotSetComesBeforeAStaleABlockedAndADeclinedPlan() async throws {
        try await withLedger { array async throws in
            let stale = ["apply", "--approve", Self.unknown]
            #expect(try await status(stale, Self.manifest("ledger: {size: 10GiB}", more: Self.secret), on: array) == 65)
            let blocked = Self.manifest(
                "other: {size: 1GiB}", more: Self.secret.replacing("ledger: {i", with: "other: {i"))
            #expect(try await status(["apply", "--yes"], blocked, on: array) == 65)
            let declined = Self.manifest("ledger: {size: 10GiB}", more: Self.secret)
            #expect(try await status(["apply"], declined, on: array) == 65)
        }
    }

    @Test func aRefusedLoginComesBeforeChangesAndBlocks() async throws {
        try await withLedger { array async throws in
            let wrong = ["DAT_PASS": "wrong-password"]
            #expect(try await status(["plan", "--detailed-exitcode"], Self.dropped, on: array, wrong) == 77)
            #expect(try await status(["apply"], Self.disruptive, on: array, wrong) == 77)
        }
    }

    @Test func aPlanThatIsNotTheApprovedOneComesBeforeABlockedAndARiskyOne() async throws {
        try await withLedger { array async throws in
            #expect(try await status(["apply", "--approve", Self.unknown], Self.dropped, on: array) == 5)
            #expect(try await status(["apply", "--approve", Self.unknown], Self.disruptive, on: array) == 5)
        }
    }

    @Test func aStalePlanComesBeforeARiskAndAMissingYesAndAfterARefusedLogin() async throws {
        try await withLedger { array async throws in
            let file = TemporaryFile()
            #expect(try await status(["plan", "-o", file.path], Self.disruptive, on: array) == 0)
            let id = try await array.record(of: "ledger")?["id"]?.text ?? ""
            try await array.call("PUT", "/app_instances/\(id)", #"{"name":"renamed"}"#)
            let wrong = array.environment.merging(["DAT_PASS": "wrong-password"]) { $1 }
            #expect(try await ToolRun(["apply", file.path], environment: wrong).status == 77)
            #expect(try await ToolRun(["apply", file.path], environment: array.environment).status == 5)
            try await array.call("PUT", "/app_instances/\(id)", #"{"name":"ledger"}"#)
        }
    }

    @Test func aBlockAndARiskComeBeforeAMissingYesAndBeforeChanges() async throws {
        try await withLedger { array async throws in
            #expect(try await status(["apply"], Self.dropped, on: array) == 4)
            #expect(try await status(["apply"], Self.disruptive, on: array) == 4)
            #expect(try await status(["plan", "--detailed-exitcode"], Self.dropped, on: array) == 4)
        }
    }

    @Test func aFailureComesBeforeChanges() async throws {
        try await withLedger { array async throws in
            try await array.admin("POST", "/_sim/faults", #"{"kind":"503","count":1000,"match":"GET /app_instances"}"#)
            let arguments = ["plan", "--detailed-exitcode", "--retry-timeout", "0.1", "--retry-interval", "0.05"]
            #expect(try await status(arguments, Self.disruptive, on: array) == 1)
            try await array.admin("DELETE", "/_sim/faults")
        }
    }

    @Test func aPartlyDoneApplyComesBeforeTheFailureInIt() async throws {
        let two = Self.manifest("aaa: {size: 1GiB}, bbb: {size: 1GiB}")
        try await SimulatedDSP.with { array async throws in
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"503","count":1000,"after":2,"match":"POST /app_instances"}"#)
            #expect(try await status(["apply", "--yes", "--retry-timeout", "0.2"], two, on: array) == 3)
        }
    }
}
