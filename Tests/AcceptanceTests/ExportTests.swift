import DSPClient
import Exporting
import ManifestLoading
import Observing
import Planning
import Simulation
import StorageModel
import TestSupport
import Testing

/// What is exported is what is there: planning it changes nothing, before and after adoption.
@Suite struct ExportTests {
    private func load(_ text: String) throws -> DesiredState {
        let loaded = ManifestLoader().load([ManifestSource(name: "export", text: Array(text.utf8))])
        return try #require(loaded.desired, "\(loaded.diagnostics)\n\(text)")
    }

    @Test(arguments: UInt64(0)..<(Soak.isFull ? 500 : 50)) func aRandomArrayExportedPlansEmptyBeforeAndAfterAdoption(
        seed: UInt64
    )
        async throws
    {
        var random = RandomArray(seed: seed)
        let array = ModelArray(random.make())
        func export() async throws -> String {
            let observed = try await FullRefresh(stack: "exported", tenant: nil).observe(array)
            return ManifestExport(observed, stack: "exported", tenant: nil).text
        }
        let text = try await export()
        let desired = try load(text)
        let before = try await array.plan(desired)
        #expect(
            before.isEmpty && before.blocks.isEmpty && before.diagnostics.isEmpty,
            "\(before.changes.map(\.change.fields)) \(before.blocks)\n\(text)")
        let all = desired.appInstances.map { AdoptionRequest(key: $0.key) }
        let adoption = try await array.converge(desired, PlanningOptions(intent: .adopt(all, fromStack: nil)))
        // Beside them, notes of snapshots that are there are brought to an end.
        let adopted = adoption.changes.filter { $0.change.kind == .adopt }
        #expect(adoption.blocks.isEmpty && adopted.count == all.count, "\(adoption.blocks)")
        let after = try await array.plan(desired)
        // Several initiators of one name get others in a manifest, which says each name once.
        let notes = after.notes.filter { !$0.text.hasPrefix("is called ") }
        #expect(after.isEmpty && after.blocks.isEmpty && notes.isEmpty, "\(after.notes)\n\(text)")
        let drift = DriftAnalysis().report(desired, against: try await array.observe(tenants: desired.tenantsInUse))
        #expect(drift.entries.isEmpty && drift.blocks.isEmpty)
        // What the stack now owns comes out again with the same keys, and again plans empty.
        let again = try await export()
        let second = try await array.plan(try load(again))
        #expect(second.isEmpty && second.blocks.isEmpty, "\(second.changes.map(\.change.fields))\n\(text)\n\(again)")
    }

    /// A hand has given owned volumes an access that no manifest can tell: a plan of the export takes nothing away.
    @Test(arguments: [[nil], ["one", "two"]], ["list", "user"])
    func whatAnExportCannotTellOfAccessIsLeftAlone(members: [String?], edited: String) async throws {
        var desired = SampleStack.desired()
        desired.appInstances = members.map { SampleStack.volume(ResourceKey("ledger", member: $0)) }
        let array = ModelArray(ObservedState(cluster: SampleStack.cluster))
        try await array.converge(desired)
        await array.edit { state in
            for index in state.appInstances.indices {
                if edited == "list" {
                    state.appInstances[index].storageInstances[0].initiators.insert(
                        InitiatorName("iqn.2000-01.org.example:elsewhere"))
                } else {
                    state.appInstances[index].storageInstances[0].authentication = .chap(user: "of a hand")
                }
            }
        }
        let before = await array.state.appInstances
        let observed = try await FullRefresh(stack: "sample", tenant: nil).observe(array)
        let text = ManifestExport(observed, stack: "sample", tenant: nil).text
        try await array.converge(try load(text))
        let after = await array.state.appInstances
        #expect(after.map(\.storageInstances) == before.map(\.storageInstances), "\(text)")
        #expect(try await array.plan(try load(text)).isEmpty)
    }

    /// So that an array which is told as nothing proves nothing.
    @Test func theRandomArraysHoldEveryKindOfThing() {
        let apps = (UInt64(0)..<500).flatMap { seed in
            var random = RandomArray(seed: seed)
            return random.make().appInstances
        }
        let kinds: [String: (ObservedAppInstance) -> Bool] = [
            "several storage instances": { $0.storageInstances.count > 1 },
            "several volumes in one": { $0.storageInstances.contains { $0.volumes.count > 1 } },
            "access lists that differ": { Set($0.storageInstances.map(\.initiators)).count > 1 },
            "snapshots": { $0.volumeSnapshots.values.contains { !$0.isEmpty } },
            "snapshots of the whole": { !$0.groupSnapshots.isEmpty },
            "named snapshots": { $0.metadata?.keys.contains { $0.hasPrefix("da.snap.") } == true },
            "several policies": {
                $0.storageInstances.contains { $0.volumes.contains { $0.snapshotPolicies.count > 1 } }
            },
            "a template": { $0.template != nil },
            "a description": { $0.metadata?[MetadataKey.humanDescription] != nil },
            "key-values": { $0.metadata?.keys.contains("team") == true },
        ]
        for (kind, isOne) in kinds { #expect(apps.count(where: isOne) >= 40, "\(kind)") }
    }

    /// The same through the API, in the words of each driver.
    @Test(arguments: UInt64(1000)..<1012)
    func aSimulatedArrayExportedPlansEmpty(seed: UInt64) async throws {
        var random = RandomArray(seed: seed)
        let state = random.make(volumes: 6, templates: false)
        let configuration = SimulatorConfiguration(productVersion: state.cluster.product.description)
        try await SimulatedDSP.with(configuration, .inProcess) { array async throws in
            try await Self.build(state, on: array)
            try await array.forgetRequests()
            let client = array.client()
            let observed = try await FullRefresh(stack: "exported", tenant: nil).observe(client)
            let text = ManifestExport(observed, stack: "exported", tenant: nil).text
            let desired = try load(text)
            let plan = try await PlanSource(desired).plan(on: client)
            #expect(
                plan.isEmpty && plan.blocks.isEmpty && plan.diagnostics.isEmpty,
                "\(plan.changes.map(\.change.fields)) \(plan.blocks)\n\(text)")
            #expect(try await array.writes().isEmpty)
            await client.close()
        }
    }

    /// The program itself: export, plan, adopt, plan; and the manifests that it comes with.
    @Test(arguments: ManifestConvergenceTests.manifests)
    func anAppliedStackForgottenAndExportedIsTheSame(manifest: String) async throws {
        try await SimulatedDSP.with { array async throws in
            var environment = array.environment.merging(ManifestConvergenceTests.secrets) { first, _ in first }
            let file = ["-f", PackageRoot.path("manifests/\(manifest)")]
            let applied = try await ToolRun(["apply", "--yes"] + file, environment: environment)
            #expect(applied.status == 0, "\(applied.error)")
            let name = try #require(applied.output.split(separator: " ").dropFirst().first.map(String.init))
            let own = try await ToolRun(["export", "--stack", name], environment: environment)
            #expect(own.status == 0 && !own.output.contains("# Not exported"), "\(own.output)\(own.error)")
            #expect(!own.output.contains("moved:"), "\(own.output)")
            let same = try await run(["plan", "--detailed-exitcode"], own.output, environment)
            #expect(same.status == 0, "\(same.output)\(own.output)")
            try await Self.strip(array)
            try await array.forgetRequests()
            let export = try await ToolRun(["export"], environment: environment)
            #expect(export.status == 0)
            #expect(try await array.writes().isEmpty)
            let plan = try await run(["plan", "--detailed-exitcode"], export.output, environment)
            #expect(plan.status == 0, "\(plan.output)\(plan.error)\(export.output)")
            for variable in export.output.split(whereSeparator: { " ,}\n".contains($0) })
            where variable.hasPrefix("env:") {
                environment[String(variable.dropFirst(4))] = "secret-12345"
            }
            let adopt = try await run(["adopt", "--yes", "--all"], export.output, environment)
            #expect(adopt.status == 0, "\(adopt.output)\(adopt.error)")
            let after = try await run(["plan", "--detailed-exitcode"], export.output, environment)
            #expect(after.status == 0, "\(after.output)")
            let apply = try await run(["apply", "--yes"], export.output, environment)
            #expect(apply.status == 0)
        }
    }

    private func run(_ verb: [String], _ manifest: String, _ environment: [String: String]) async throws -> ToolRun {
        try await ToolRun(verb + ["-f", "-"], environment: environment, input: manifest)
    }

    /// Takes every marker away, as if nobody had ever owned anything.
    private static func strip(_ array: SimulatedDSP) async throws {
        for app in try await array.admin("GET", "/_sim/state")["app_instances"]?.elements ?? [] {
            guard let id = app["id"]?.text, let tenant = app["tenant"]?.text else { continue }
            try await array.call("PUT", "/app_instances/\(id)", #"{"descr":null}"#, tenant: tenant)
        }
    }
}
