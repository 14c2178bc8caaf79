import DSPClient
import Execution
import Exporting
import ManifestLoading
import Observing
import Planning
import Simulation
import StorageModel
import TestSupport
import Testing

/// Every array that this repository knows how to make: its export plans empty, before and after adoption.
@Suite struct ExportFixtureTests {
    @Test(arguments: [1, 3, 12, 60, 250], ["3.2.5.0", "3.3.3.0"])
    func aDemonstrationArray(count: Int, product: String) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(productVersion: product), .inProcess) { array async throws in
            await array.simulator.seedDemo(count)
            let text = try await expectExportPlansEmpty(of: array, as: "exported")
            #expect(text.contains("volume_types:") == (count > 12), "three alike make a type")
        }
    }

    @Test(arguments: Soak.sample(Scenario.all, of: 20, for: "exported scenarios")) func anArrayAtTheEndOfAScenario(
        _ scenario: Scenario
    ) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array async throws in
            for (index, act) in scenario.acts.enumerated() {
                try await play(act, "\(scenario.name)#\(index)", on: array)
            }
            try await expectExportPlansEmpty(of: array, as: "scenario")
            for app in try await array.admin("GET", "/_sim/state")["app_instances"]?.elements ?? [] {
                guard app["descr"]?.text.contains(" scenario ") == true else { continue }
                try await array.call(
                    "PUT", "/app_instances/\(app["id"]?.text ?? "")", #"{"descr":null}"#,
                    tenant: app["tenant"]?.text ?? "")
            }
            try await expectExportPlansEmpty(of: array, as: "exported")
        }
    }

    /// The program itself, on what Cinder's driver, CSI and dbmp leave behind (dsp-api.md section 5).
    @Test func volumesOfEveryNamingConvention() async throws {
        let uuid = "7f327ada-7087-45f8-a79a-d68662d954a3"
        let names = [
            "OS-\(uuid)": "OS-\(uuid)", "OS-my.disk 1-\(uuid)".replacing(" ", with: "_"): "my-disk_1",
            "UNMANAGED-\(uuid)": "UNMANAGED-\(uuid)", uuid: "v-\(uuid)", "CSI-pvc-\(uuid)": "CSI-pvc-\(uuid)",
            "dbmp_01": "dbmp_01",
        ]
        try await SimulatedDSP.with { array async throws in
            for name in names.keys.sorted() {
                try await array.call(
                    "POST", "/app_instances",
                    #"{"name":"\#(name)","create_mode":"openstack","descr":"Made by a driver","storage_instances":["#
                        + #"{"name":"storage-1","volumes":[{"name":"volume-1","size":4,"replica_count":2}]}]}"#)
            }
            try await array.forgetRequests()
            func run(_ arguments: [String], _ input: String = "") async throws -> ToolRun {
                try await ToolRun(arguments, environment: array.environment, input: input)
            }
            let export = try await run(["export"])
            #expect(export.status == 0)
            for (name, key) in names {
                #expect(export.output.contains("\n  \(key):"), "\(key)\n\(export.output)")
                #expect(
                    name == key || export.output.contains("name: \(name)")
                        || export.output.contains("name: \"\(name)\""))
            }
            #expect(try await run(["plan", "--detailed-exitcode", "-f", "-"], export.output).status == 0)
            #expect(try await array.writes().isEmpty)
            #expect(try await run(["adopt", "--all", "--yes", "-f", "-"], export.output).status == 0)
            #expect(try await run(["plan", "--detailed-exitcode", "-f", "-"], export.output).status == 0)
            #expect(try await run(["export"]).output == export.output)
        }
    }

    private func load(_ text: String) throws -> DesiredState {
        let loaded = ManifestLoader().load([ManifestSource(name: "export", text: Array(text.utf8))])
        return try #require(loaded.desired, "\(loaded.diagnostics)\n\(text)")
    }

    private func export(_ client: DSPClient, as stack: String) async throws -> String {
        let observed = try await FullRefresh(stack: stack, tenant: nil).observe(client)
        return ManifestExport(observed, stack: stack, tenant: nil).text
    }

    private func expectEmptyPlan(_ desired: DesiredState, _ client: DSPClient, _ text: String) async throws {
        let plan = try await PlanSource(desired).plan(on: client)
        #expect(
            plan.isEmpty && plan.blocks.isEmpty && plan.diagnostics.isEmpty,
            "\(plan.changes.map(\.change.fields)) \(plan.blocks) \(plan.diagnostics)\n\(text)")
    }

    @discardableResult
    private func expectExportPlansEmpty(of array: SimulatedDSP, as stack: String) async throws -> String {
        try await array.forgetRequests()
        let client = array.client()
        let text = try await export(client, as: stack)
        let desired = try load(text)
        try await expectEmptyPlan(desired, client, text)
        #expect(try await array.writes().isEmpty)
        let all = desired.appInstances.map { AdoptionRequest(key: $0.key) }
        let options = PlanningOptions(intent: .adopt(all, fromStack: nil))
        let apply = Apply(PlanSource(desired, options: options), to: client, executor: Executor(client, secrets: [:]))
        let plan = try await apply.currentPlan()
        #expect(plan.blocks.isEmpty, "\(plan.blocks)\n\(text)")
        if !plan.isEmpty {
            guard case .converged = try await apply.run(PlanRecord(plan)) else {
                Issue.record("the adoption did not end well")
                return text
            }
        }
        try await expectEmptyPlan(desired, client, text)
        let again = try await export(client, as: stack)
        // A marker tells what is managed for all volumes of an app instance together, so that a default which one of
        // them spells out is then spelled out for each.
        let hasSeveralVolumes = text.contains("\napp_instances:")
        #expect(again == text || hasSeveralVolumes, "adoption changes nothing that can be exported:\n\(text)\n\(again)")
        await client.close()
        return text
    }

    private func play(_ act: Scenario.Act, _ name: String, on array: SimulatedDSP) async throws {
        for given in act.givens {
            if given.path.hasPrefix("/_sim") {
                try await array.admin(given.method, given.path, given.body)
            } else {
                try await array.call(given.method, given.path, given.body, tenant: given.tenant)
            }
        }
        guard act.blocked == nil, act.invalid == nil else { return }
        let desired = try load(act.manifest)
        let client = array.client()
        let chaps = desired.appInstances.flatMap { $0.storageInstances.map(\.attachment) + [$0.template?.attachment] }
            .compactMap { $0?.chap }
        let references = chaps.flatMap { [$0.credentials.password, $0.mutual?.password].compactMap { $0 } }
        let secrets = Dictionary(
            references.map { ($0, Secret("secret-12345")) }, uniquingKeysWith: { first, _ in first })
        let options = PlanningOptions(intent: try act.verb.intent)
        let apply = Apply(
            PlanSource(desired, options: options), to: client, executor: Executor(client, secrets: secrets))
        guard case .converged = try await apply.run(PlanRecord(try await apply.currentPlan())) else {
            Issue.record("\(name) did not converge")
            return
        }
        await client.close()
    }
}
