import DSPClient
import Diagnostics
import Execution
import ManifestLoading
import Observing
import Planning
import Reporting
import Simulation
import StorageModel
import TestSupport
import Testing

/// state → manifest → plan → apply → observed as desired → empty plan, for every scenario, every API version, in process
/// and over HTTP.
@Suite struct ScenarioTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        var api: String
        var product: String
        var route: SimulatedDSP.Route
        var testDescription: String { "API \(api), product \(product), \(route.rawValue)" }

        /// Over HTTP each version with the product it came with; in process with the other.
        static let all =
            [("2.1", "3.2.5.0"), ("2.2", "3.2.5.0"), ("2.3", "3.3.3.0")].map {
                Setting(api: $0, product: $1, route: .http)
            }
            + [("2.1", "3.3.3.0"), ("2.2", "3.3.3.0"), ("2.3", "3.2.5.0")].map {
                Setting(api: $0, product: $1, route: .inProcess)
            }
    }

    @Test func thereAreScenarios() {
        #expect(Scenario.all.count >= 15)
    }

    @Test(arguments: Scenario.all) func everyDemandIsUnderstood(_ scenario: Scenario) {
        #expect(scenario.acts.flatMap(\.unknown) == [])
    }

    @Test func aDemandThatIsMistypedIsFound() {
        let text = "# stepp: volume/x:create\n# steps: volume/x:create\n# Prose\n## Prose: more\n# given: GET /x\n"
        #expect(
            Scenario(name: "mistyped", text: text).acts.flatMap(\.unknown)
                == ["# stepp: volume/x:create", "# steps: volume/x:create", "# Prose"])
    }

    /// Each scenario with two of its settings, all of them in the soak.
    @Test(arguments: Scenario.all)
    func scenariosConverge(_ scenario: Scenario) async throws {
        for setting in Soak.sample(Setting.all, of: 2, for: scenario.name) { try await converge(scenario, in: setting) }
    }

    private func converge(_ scenario: Scenario, in setting: Setting) async throws {
        let configuration = SimulatorConfiguration(productVersion: setting.product, apiVersions: ["v\(setting.api)"])
        try await SimulatedDSP.with(configuration, setting.route) { array in
            for (index, act) in scenario.acts.enumerated() {
                try await play(act, on: array, name: "\(scenario.name)#\(index + 1)")
            }
        }
    }

    private func play(_ act: Scenario.Act, on array: SimulatedDSP, name: String) async throws {
        for given in act.givens {
            if given.path.hasPrefix("/_sim") {
                try await array.admin(given.method, given.path, given.body)
            } else {
                try await array.call(given.method, given.path, given.body, tenant: given.tenant)
            }
        }
        let source = ManifestSource(name: name, text: Array(act.manifest.utf8))
        let loaded = ManifestLoader(options: ManifestOptions()).load([source])
        let desired = try #require(loaded.desired, "\(loaded.diagnostics)")
        let client = array.client()
        let secrets = Dictionary(uniqueKeysWithValues: desired.secretReferences.map { ($0, Secret("secret-12345")) })
        let options = PlanningOptions(intent: try act.verb.intent)
        let apply = Apply(
            PlanSource(desired, options: options), to: client, executor: Executor(client, secrets: secrets))
        try await array.forgetRequests()
        let plan = try await apply.currentPlan()
        #expect(try await array.writes().isEmpty, "\(name): a plan only reads")
        if let note = act.note { #expect(plan.notes.contains { $0.text.contains(note) }, "\(name): \(plan.notes)") }
        guard act.blocked == nil, act.invalid == nil else {
            expectRefusal(of: plan, act, name)
            return
        }
        #expect(plan.blocks.isEmpty && plan.diagnostics.isEmpty, "\(name): \(plan.blocks) \(plan.diagnostics)")
        #expect(plan.risk.rawValue == act.risk, "\(name)")
        if act.hasNoSteps { #expect(plan.isEmpty, "\(name)") }
        if !act.steps.isEmpty { #expect(plan.graph.steps.map(\.id) == act.steps, "\(name)") }
        let outcome = try await apply.run(PlanRecord(plan))
        try await expectOnlyItsSteps(plan, array, name)
        guard case .converged = outcome else {
            Issue.record("\(name): \(outcome)")
            return
        }
        try await expectNothingLeft(desired, array, name)
        for fact in act.live {
            let value = try await array.record(of: fact.app)?[path: fact.path]?.text
            #expect(value == fact.value, "\(name): \(fact.app) \(fact.path)")
        }
        await client.close()
    }

    /// A step is one call, and no app instance goes but by a destructive plan.
    private func expectOnlyItsSteps(_ plan: Plan, _ array: SimulatedDSP, _ name: String) async throws {
        let writes = try await array.writes()
        #expect(writes.count <= plan.graph.steps.count, "\(name): \(writes)")
        guard plan.risk != .destructive else { return }
        let deleted = writes.filter { $0.hasPrefix("DELETE /app_instances/") && $0.split(separator: "/").count == 3 }
        #expect(deleted.isEmpty, "\(name)")
    }

    private func expectRefusal(of plan: Plan, _ act: Scenario.Act, _ name: String) {
        if let code = act.blocked { #expect(plan.blocks.map(\.code.rawValue) == [code], "\(name): \(plan.blocks)") }
        if let message = act.invalid {
            #expect(
                plan.diagnostics.count == 1 && plan.diagnostics[0].message.contains(message),
                "\(name): \(plan.diagnostics)")
        }
    }

    /// With a client of its own, so that nothing is remembered.
    private func expectNothingLeft(_ desired: DesiredState, _ array: SimulatedDSP, _ name: String) async throws {
        let client = array.client()
        let survey = try await PlanSource(desired).survey(client)
        let (plan, observed) = (survey.plan, survey.observed)
        let listing = Listing.volumes(of: observed, ListSelection(), isWide: false)
        let list = ListingText(width: nil).render(listing).split(separator: "\n")
        #expect(list.count == 2 + observed.appInstances.count { $0.ownership != .lease }, "\(list)")
        for app in desired.appInstances { #expect(list.contains { $0.contains(" \(app.name.value) ") }, "\(list)") }
        let snapshots = SnapshotText().render(observed).split(separator: "\n")
        let count = observed.appInstances.reduce(0) { $0 + $1.allSnapshots.count }
        #expect(snapshots.count == 1 + count || count == 0, "\(snapshots)")
        #expect(plan.isEmpty && plan.blocks.isEmpty, "\(name): \(plan.changes.flatMap(\.change.fields))")
        await client.close()
    }
}

extension DesiredState {
    fileprivate var secretReferences: Set<SecretReference> {
        let attachments = appInstances.flatMap { $0.storageInstances.map(\.attachment) + [$0.template?.attachment] }
        let chaps = attachments.compactMap { $0?.chap }
        return Set(chaps.flatMap { [$0.credentials.password, $0.mutual?.password].compactMap { $0 } })
    }
}
