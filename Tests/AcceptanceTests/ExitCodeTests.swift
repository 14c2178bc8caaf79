import TestSupport
import Testing

/// Each exit code of the contract, from the program itself.
@Suite struct ExitCodeTests {
    private static func manifest(_ body: String, stack: String = "codes") -> String {
        "apiVersion: datera-apply/v1\nkind: Stack\nstack: \(stack)\n\(body)\n"
    }

    private static let volume = manifest("volumes: {ledger: {size: 10GiB, replica_count: 2}}")
    private static let more = manifest("volumes: {ledger: {size: 10GiB, replica_count: 3}}")

    private func run(
        _ arguments: [String], _ manifest: String, on array: SimulatedDSP? = nil, _ more: [String: String] = [:]
    ) async throws -> ToolRun {
        try await ToolRun(
            arguments + ["-f", "-"], environment: (array?.environment ?? [:]).merging(more) { $1 }, input: manifest)
    }

    @Test(arguments: [
        ["plan"], ["apply", "-f", "x.yaml", "--parallelism", "0"], ["plan", "--fromat", "json", "-f", "x.yaml"],
        ["nonsense"], ["plan", "-f", "/dev/null", "--mgmt", "ftp://x"], ["list"],
    ])
    func wrongUsageIs64(arguments: [String]) async throws {
        let run = try await ToolRun(arguments)
        #expect(run.status == 64 || (run.status == 65 && arguments.contains("/dev/null")))
        #expect(run.output.isEmpty && !run.error.isEmpty)
    }

    @Test(arguments: ["plan", "drift", "validate", "destroy", "apply"])
    func aMisspeltOptionIsNamedBeforeWhatIsMissing(verb: String) async throws {
        let run = try await ToolRun([verb, "--fille", "x.yaml"])
        #expect(run.status == 64 && run.error.contains("--fille"), "\(run.error)")
    }

    @Test func aWrongAddressIs64AndSaysHowToWriteOne() async throws {
        let run = try await run(["plan", "--mgmt", "ftp://x"], Self.volume)
        #expect(run.status == 64)
        #expect(run.error.contains("HOST:PORT"))
    }

    @Test func anInvalidManifestIs65AndShowsTheLine() async throws {
        let run = try await run(["validate"], Self.manifest("volumes: {ledger: {sizee: 10GiB}}"))
        #expect(run.status == 65)
        #expect(run.error.contains("<stdin>:4:20: error:") && run.error.contains("did you mean `size`"))
    }

    @Test func aMissingFileIs65() async throws {
        let run = try await ToolRun(["validate", "-f", "/nonexistent.yaml"])
        #expect(run.status == 65 && run.error.contains("/nonexistent.yaml: no such file"))
    }

    @Test func aRefusedLoginIs77() async throws {
        try await SimulatedDSP.with { array async throws in
            let run = try await run(["plan"], Self.volume, on: array, ["DAT_PASS": "wrong-password"])
            #expect(run.status == 77, "\(run.error)")
        }
    }

    @Test func anUnreachableArrayIs1WithinTheBudget() async throws {
        let arguments = ["plan", "--mgmt", "http://127.0.0.1:1", "--retry-timeout", "0.3", "--retry-interval", "0.1"]
        let run = try await run(arguments, Self.volume, on: nil, ["DAT_USER": "admin", "DAT_PASS": "password"])
        #expect(run.status == 1)
        #expect(run.error.contains("cannot reach the array"))
    }

    @Test func changesAre2WithDetailedExitcodeAndOtherwise0() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["plan", "--detailed-exitcode"], Self.volume, on: array).status == 2)
            #expect(try await run(["plan"], Self.volume, on: array).status == 0)
        }
    }

    @Test func applyWithoutYesAndWithoutATerminalIs7AndDoesNothing() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply"], Self.volume, on: array).status == 7)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aDisruptionThatNothingAllowsIs4AndYesAllowsNone() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply", "--yes"], Self.volume, on: array).status == 0)
            try await array.forgetRequests()
            #expect(try await run(["apply", "--yes"], Self.more, on: array).status == 4)
            #expect(try await array.writes().isEmpty)
            let allowed = try await run(["apply", "--yes", "--allow-disruptive"], Self.more, on: array)
            #expect(allowed.status == 0, "\(allowed.error)")
            #expect(try await array.record(of: "ledger")?["admin_state"]?.text == "online")
        }
    }

    @Test func aDroppedLineIs4AndNothingIsDeleted() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply", "--yes"], Self.volume, on: array).status == 0)
            try await array.forgetRequests()
            let dropped = Self.manifest("volumes: {other: {size: 1GiB}}")
            for verb in [["plan"], ["apply", "--yes"]] {
                let run = try await run(verb, dropped, on: array)
                #expect(run.status == 4 && run.output.contains("blocked [orphaned] volume/ledger"))
            }
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aSecretThatIsNotSetIs65BeforeTheFirstStep() async throws {
        let manifest = Self.manifest(
            """
            initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}
            volumes: {ledger: {size: 1GiB}}
            attachments: {ledger: {initiators: [db-01], chap: {user: ledger, password: "env:NOT_SET"}}}
            """)
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["plan"], manifest, on: array).status == 0)
            let run = try await run(["apply", "--yes"], manifest, on: array)
            #expect(run.status == 65 && run.error.contains("env:NOT_SET"))
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aPartlyDoneApplyIs3AndARerunGoesOn() async throws {
        let two = Self.manifest("volumes: {aaa: {size: 1GiB}, bbb: {size: 1GiB}}")
        try await SimulatedDSP.with { array async throws in
            try await array.admin(
                "POST", "/_sim/faults", #"{"kind":"503","count":1000,"after":2,"match":"POST /app_instances"}"#)
            let arguments = ["apply", "--yes", "--retry-timeout", "0.2", "--retry-interval", "0.05"]
            let partly = try await run(arguments, two, on: array)
            #expect(partly.status == 3, "\(partly.output)\(partly.error)")
            try await array.admin("DELETE", "/_sim/faults")
            let rest = try await run(arguments, two, on: array)
            #expect(rest.status == 0 && rest.output.contains("create 1 volume"))
        }
    }
}
