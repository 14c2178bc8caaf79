import Simulation
import TestSupport
import Testing

/// What products do with the size of a volume that a template makes.
@Suite struct TemplateTests {
    private static let template = #"""
        {"name":"db_small","storage_templates":[{"name":"store","volume_templates":[{"name":"vol","size":10,"replica_count":2}]}]}
        """#

    private static func manifest(_ size: Int, _ options: String = "") -> String {
        """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: templates
        \(options)
        volumes:
          ledger: {template: db_small, size: \(size)GiB}

        """
    }

    private func apply(_ manifest: String, to array: SimulatedDSP) async throws -> ToolRun {
        let run = try await ToolRun(["apply", "--yes", "-f", "-"], environment: array.environment, input: manifest)
        #expect(run.status == 0, "\(run.output)\(run.error)")
        return run
    }

    private func size(on array: SimulatedDSP) async throws -> String? {
        try await array.record(of: "ledger")?[path: "storage_instances.0.volumes.0.size"]?.text
    }

    @Test func from33OnTheSizeIsOverriddenAndExtended() async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: "3.3.3.0")) { array in
            try await array.call("POST", "/app_templates", Self.template, tenant: "/root")
            try await array.forgetRequests()
            _ = try await apply(Self.manifest(20), to: array)
            #expect(try await size(on: array) == "20")
            let reads = try await array.requests().filter { $0.contains("app_templates") }
            #expect(Set(reads) == ["GET /app_templates/db_small"] && reads.count == 2)
            try await array.forgetRequests()
            _ = try await apply(Self.manifest(30), to: array)
            #expect(try await size(on: array) == "30")
            #expect(try await array.requests().allSatisfy { !$0.contains("app_templates") })
        }
    }

    @Test func before33TheTemplateDecides() async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: "3.2.5.0")) { array in
            try await array.call("POST", "/app_templates", Self.template, tenant: "/root")
            let run = try await apply(Self.manifest(20), to: array)
            #expect(try await size(on: array) == "10")
            #expect(run.output.contains("gets 10 GiB, not 20 GiB"))
            #expect(try await apply(Self.manifest(30), to: array).output.contains("No changes"))
        }
    }

    @Test func theOptionLeavesTheSizeToTheTemplate() async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: "3.3.3.0")) { array in
            try await array.call("POST", "/app_templates", Self.template, tenant: "/root")
            let options = "options: {disable_template_override: true}"
            _ = try await apply(Self.manifest(20, options), to: array)
            #expect(try await size(on: array) == "10")
            #expect(try await apply(Self.manifest(30, options), to: array).output.contains("No changes"))
        }
    }

    @Test func apiVersion21CannotOverrideSoTheVolumeIsExtendedAfterwards() async throws {
        let configuration = SimulatorConfiguration(productVersion: "3.3.3.0", apiVersions: ["v2.1"])
        try await SimulatedDSP.with(configuration) { array in
            try await array.call("POST", "/app_templates", Self.template, tenant: "/root")
            _ = try await apply(Self.manifest(20), to: array)
            #expect(try await size(on: array) == "20")
        }
    }
}
