import DSPClient
import Execution
import ManifestLoading
import Observing
import Planning
import Simulation
import StorageModel
import TestSupport
import Testing

/// However an array spells what it says, a plan for what is there is empty.
@Suite struct NoiseTests {
    private static let manifest = """
        apiVersion: datera-apply/v1
        kind: Stack
        stack: noisy
        initiators:
          host-1: iqn.1993-08.org.debian:01:host1
          host-2: iqn.1993-08.org.debian:01:host2
          host-3: iqn.1993-08.org.debian:01:host3
        initiator_groups: {hosts: [host-1, host-2, host-3]}
        volumes:
          ledger:
            size: 10GiB
            replica_count: 2
            placement_policy: all-flash
            ip_pool: default
            qos: {total_iops_max: 5000, read_bandwidth_max: unlimited, iops_per_gb: 10}
            snapshot_policies:
              hourly: {interval: 1hour, retention_count: 24}
              daily: {interval: 1day, retention_count: 7}
              weekly: {interval: 1week, retention_count: 4}
          journal: {size: 20GiB, admin_state: offline, protect: true}
          scratch: {size: 1GiB, for_each: [a, b, c], qos: {total_bandwidth_max: 10MiB/s}}
        attachments:
          ledger: {initiators: [host-1, host-2, host-3], chap: {user: ledger, password: "env:CHAP", version: 3}}
          scratch: {initiator_groups: [hosts]}

        """

    @Test func aThousandSpellingsOfOneArrayMakeNoChange() async throws {
        let loaded = ManifestLoader().load([ManifestSource(name: "noisy", text: Array(Self.manifest.utf8))])
        let desired = try #require(loaded.desired, "\(loaded.diagnostics)")
        try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array async throws in
            let client = array.client()
            let secrets: ResolvedSecrets = [.environment("CHAP"): Secret("secret-12345")]
            let source = PlanSource(desired)
            let apply = Apply(source, to: client, executor: Executor(client, secrets: secrets))
            let outcome = try await apply.run(PlanRecord(try await source.plan(on: client)))
            guard case .converged = outcome else {
                Issue.record("\(outcome)")
                return
            }
            try await array.forgetRequests()
            let noisy = array.client(through: { NoisyTransport($0, seed: 4) })
            for round in 1...1_000 {
                let observed = try await noisy.observe(tenants: desired.tenantsInUse)
                let plan = Planner().plan(desired, against: observed)
                let report = DriftAnalysis().report(desired, against: observed)
                guard plan.isEmpty, plan.blocks.isEmpty, report.entries.isEmpty else {
                    Issue.record("round \(round): \(plan.changes.flatMap(\.change.fields)) \(plan.blocks)")
                    return
                }
            }
            #expect(try await array.writes().isEmpty)
        }
    }
}
