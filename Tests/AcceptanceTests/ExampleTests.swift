// Reading the examples.
import FoundationEssentials
import TestSupport
import Testing

/// The scripts under examples/, run as their headers say.
@Suite struct ExampleTests {
    private func run(_ script: String, _ arguments: [String], _ environment: [String: String]) async throws -> ToolRun {
        try await ToolRun(
            [PackageRoot.path("examples/\(script)")] + arguments, program: "/bin/bash",
            environment: environment.merging(["BIN": ToolRun.buildFolder]) { $1 })
    }

    @Test func aFirstPlanNeedsNoArray() async throws {
        let run = try await run("first-plan.sh", [], [:])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("Plan: create 5 ("))
    }

    @Test func aPipelineAppliesOnMergeAndIsQuietWhenThereIsNothingToDo() async throws {
        let manifest = PackageRoot.path("manifests/single-database.yaml")
        try await SimulatedDSP.with { array async throws in
            let first = try await run("gitops-apply.sh", [manifest], array.environment)
            #expect(first.status == 0, "\(first.output)\(first.error)")
            #expect(first.output.contains("Applied: 5 steps done"))
            try await array.forgetRequests()
            let second = try await run("gitops-apply.sh", [manifest], array.environment)
            #expect(second.status == 0)
            #expect(try await array.writes().isEmpty)
        }
    }

    @Test func aPipelineWithoutAnAddressStopsAtOnce() async throws {
        #expect(try await run("gitops-apply.sh", ["x.yaml"], [:]).status == 64)
    }

    @Test func aDriftJobIsSilentUntilSomethingHasChanged() async throws {
        let manifest = PackageRoot.path("manifests/single-database.yaml")
        try await SimulatedDSP.with { array async throws in
            #expect(try await run("gitops-apply.sh", [manifest], array.environment).status == 0)
            try await array.forgetRequests()
            let quiet = try await run("drift.sh", [manifest], array.environment)
            #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.error.isEmpty)
            let apps = try await array.admin("GET", "/_sim/state")["app_instances"]?.elements ?? []
            let app = try #require(apps.first)
            #expect(try await array.writes().isEmpty)
            try await array.call(
                "PUT", "/app_instances/\(app["id"]?.text ?? "")", #"{"name":"renamed-by-hand"}"#,
                tenant: app["tenant"]?.text ?? "")
            let drift = try await run("drift.sh", [manifest], array.environment)
            #expect(drift.status == 2 && drift.output.contains("renamed-by-hand on the array"))
        }
    }

    @Test func aDriftJobWithoutAManifestSaysHowItIsUsed() async throws {
        #expect(try await run("drift.sh", [], [:]).status == 64)
    }

    /// The crontab and the units start that very script, with the arguments that it takes, at the same times.
    @Test func cronAndSystemdStartTheDriftJob() async throws {
        func lines(_ file: String) throws -> [String] {
            let data = try #require(FileManager.default.contents(atPath: PackageRoot.path("examples/\(file)")))
            return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
                .filter { !$0.hasPrefix("#") }
        }
        let command = "/usr/local/share/datera-apply/examples/drift.sh /etc/datera/stacks"
        let jobs = try lines("drift.crontab").filter { !$0.contains("=") }
        #expect(jobs == ["*/15 * * * * datera \(command)"])
        #expect(try lines("datera-drift.service").contains("ExecStart=\(command)"))
        #expect(try lines("datera-drift.timer").contains("OnCalendar=*:0/15"))
    }
}
