import TestSupport
import Testing

/// Plans and manifests for pipelines, by the program itself.
@Suite struct PlanFormatTests {
    private func manifest(replicas: Int = 3, _ rest: String = "") -> String {
        """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: formats
        volumes:
          ledger: {size: 10GiB, replica_count: \(replicas)}
        \(rest)
        """
    }

    @Test func aPlanThatApplyWouldRefuseIs4() async throws {
        try await SimulatedDSP.with { array async throws in
            let applied = try await ToolRun(
                ["apply", "-f", "-", "--yes"], environment: array.environment, input: manifest())
            #expect(applied.status == 0, "\(applied.error)")
            let plan = ["plan", "-f", "-", "--format", "markdown"]
            for (flags, status, says) in [
                ([String](), Int32(0), "Needs `--allow-disruptive`."), (["--as-apply"], 4, "⛔ **Not allowed:**"),
                (["--allow-destroy"], 4, "⛔ **Not allowed:**"),
                (["--allow-disruptive"], 0, "Needs `--allow-disruptive`, which `apply` will be given."),
            ] {
                let run = try await ToolRun(
                    plan + flags, environment: array.environment, input: manifest(replicas: 4))
                #expect(run.status == status && run.output.contains(says), "\(flags): \(run.output)\(run.error)")
            }
        }
    }

    @Test(arguments: [
        ("github", "::error file=stack.yaml,line=5,col="), ("gitlab", #""path" : "stack.yaml""#),
        ("junit", "<failure message=\"a volume has no key `sizee`"),
        ("markdown", "### The manifest is invalid: 1 error"),
    ]) func anInvalidManifestIsReportedInEveryFormat(format: String, says: String) async throws {
        let file = TemporaryFile()
        try file.write(manifest().replacing("size:", with: "sizee:"))
        // The array is never asked.
        let connection = ["DAT_MGMT": "http://127.0.0.1:1", "DAT_USER": "admin", "DAT_PASS": "password"]
        for verb in ["validate", "plan"] {
            let run = try await ToolRun([verb, "-f", file.path, "--format", format], environment: connection)
            #expect(run.status == 65, "\(run.error)")
            #expect(run.output.replacing(file.path, with: "stack.yaml").contains(says), "\(run.output)")
        }
    }

    /// The name may be that of the manifest, or a format that was meant.
    @Test func onlyASavedPlanIsReplacedByOne() async throws {
        try await SimulatedDSP.with { array async throws in
            let folder = try TemporaryFolder()
            let stack = try folder.write(manifest(), to: "stack.yaml")
            func plan(_ out: String) async throws -> ToolRun {
                try await ToolRun(["plan", "-f", stack, "-o", out], environment: array.environment)
            }
            let refused = try await plan(stack)
            #expect(refused.status == 64 && refused.error.contains("is not a saved plan"), "\(refused.error)")
            #expect(try TemporaryFile.bytes(at: stack) == Array(manifest().utf8))
            let format = try await plan("json")
            #expect(format.status == 64 && format.error.contains("--format json"), "\(format.error)")
            for _ in 0..<2 { #expect(try await plan(folder.path + "/saved.json").status == 0) }
        }
    }

    @Test func aValidManifestIsSaidToBeSo() async throws {
        let file = TemporaryFile()
        try file.write(manifest())
        let run = try await ToolRun(["validate", "-f", file.path, "--format", "json"])
        #expect(run.status == 0 && run.output.contains(#""valid" : true"#), "\(run.output)")
    }
}
