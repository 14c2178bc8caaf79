import TestSupport
import Testing

/// `host` from manifest and array to its report, on a machine that need not have iSCSI: nothing here attaches anything.
@Suite struct HostTests {
    private static let initiator = "iqn.1993-08.org.debian:01:host-a"
    private static let password = "secretsecret12"
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: shop
        initiators: {host-a: "\(initiator)"}
        initiator_groups: {hosts: [host-a]}
        volumes: {ledger: {size: 10GiB}, other: {size: 5GiB}}
        attachments:
          ledger: {initiator_groups: [hosts], chap: {user: ledger, password: "env:CHAP"}}

        """

    private func run(
        _ verb: [String], on array: SimulatedDSP, initiator: String = Self.initiator, chap: String? = Self.password
    ) async throws -> ToolRun {
        var environment = array.environment
        environment["CHAP"] = chap
        return try await ToolRun(
            verb + ["-f", "-"] + (verb[0] == "host" ? ["--initiator", initiator] : []), environment: environment,
            input: Self.manifest)
    }

    @Test func theVolumesOfThisHostAreFoundWithAllThatAClientNeeds() async throws {
        try await SimulatedDSP.with { array async throws in
            let early = try await run(["host", "plan"], on: array)
            #expect(early.status == 3 && early.output.contains("device_missing: volume/ledger: it is not on the array"))
            #expect(try await run(["apply", "--yes"], on: array).status == 0)
            let status = try await run(["host", "status", "--format", "json"], on: array)
            // Whether this machine lacks sessions alone or open-iscsi, too.
            #expect([3, 4].contains(status.status), "\(status.error)")
            #expect(!(status.output + status.error).contains(Self.password))
            let tree = try JSONTree(parsing: Array(status.output.utf8))
            #expect(tree["attachments"]?.elements.count == 1)
            let ledger = try #require(tree[path: "attachments.0"])
            #expect(ledger["volume"]?.text == "volume/ledger" && ledger["state"]?.text == "missing")
            #expect(ledger["device"] == nil)
            let connection = try #require(ledger["connection"])
            #expect(connection["target_iqn"]?.text.hasPrefix("iqn.") == true)
            #expect(connection["target_portals"]?.elements.allSatisfy { $0.text.hasSuffix(":3260") } == true)
            #expect(connection["auth_username"]?.text == "ledger")
        }
    }

    @Test func anotherHostHasNothingToDo() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply", "--yes"], on: array).status == 0)
            let plan = try await run(["host", "plan"], on: array, initiator: "iqn.1993-08.org.debian:01:zz", chap: nil)
            #expect(plan.status == 0 && plan.output == "Nothing to do.\n", "\(plan.error)")
        }
    }

    @Test func aPasswordThatIsNotSetIsAnInvalidInput() async throws {
        try await SimulatedDSP.with { array async throws in
            #expect(try await run(["apply", "--yes"], on: array).status == 0)
            let plan = try await run(["host", "plan"], on: array, chap: nil)
            #expect(plan.status == 65 && plan.error.contains("env:CHAP is not set"))
        }
    }

    @Test(arguments: [["--require-paths", "0"], ["--cached", "-f", "x.yaml"], []]) func wrongUsageIs64(
        options: [String]
    ) async throws {
        let run = try await ToolRun(["host", "plan", "--initiator", Self.initiator] + options, environment: [:])
        #expect(run.status == 64, "\(run.error)")
    }
}
