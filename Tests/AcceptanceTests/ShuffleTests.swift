import DSPClient
import Execution
import ManifestLoading
import Observing
import Planning
import Reporting
import Simulation
import StorageModel
import TestSupport
import Testing

/// Same inputs, same bytes: neither the order of files, documents and maps nor that of the array's lists is seen in a plan.
@Suite struct ShuffleTests {
    private static let header = #"{"apiVersion":"datera-apply/v1","kind":"Stack","stack":"shuffled"}"#

    private static func before(_ limit: Int) -> [String] {
        let hosts = (1...4).map { #"{"initiators":{"host-\#($0)":"iqn.1993-08.org.debian:01:host\#($0)"}}"# }
        let volumes = (1...6).map { #"{"volumes":{"data-\#($0)":{"type":"gold","size":"\#($0)0GiB"}}}"# }
        return hosts + volumes + [
            #"{"volume_types":{"gold":{"qos":{"total_iops_max":\#(limit),"iops_per_gb":900},"replica_count":2,"#
                + #""snapshot_policies":{"hourly":{"interval":"1hour","retention_count":9},"daily":"#
                + #"{"interval":"1day","retention_count":7}}}}}"#,
            #"{"initiator_groups":{"pair":["host-1","host-2"],"others":["host-3","host-4"]}}"#,
            #"{"attachments":{"data-1":{"initiators":["host-1","host-3"]},"data-2":{"initiator_groups":["pair"]}}}"#,
            #"{"tenants":{"payments":{"description":"Payments"},"orders":{}}}"#,
        ]
    }

    private static let after: [String] =
        before(8000).filter { !$0.contains("data-6") && !$0.contains("attachments") } + [
            #"{"removed":[{"from":"volume/data-6","action":"delete"}],"guards":{"max_deletes":1,"max_update_pct":100}}"#,
            #"{"attachments":{"data-1":{"initiators":["host-2"],"initiator_groups":["others"]}}}"#,
            #"{"volumes":{"new-b":{"size":1,"for_each":["x","y"]},"new-a":{"size":2,"tenant":"payments"}}}"#,
        ]

    private func desired(_ documents: [(name: String, text: String)]) throws -> DesiredState {
        let loaded = ManifestLoader().load(documents.map { ManifestSource(name: $0.name, text: Array($0.text.utf8)) })
        return try #require(loaded.desired, "\(loaded.diagnostics)")
    }

    private func named(_ documents: [String]) -> [(name: String, text: String)] {
        ([Self.header] + documents).enumerated().map { (name: "part-\($0.offset).json", text: $0.element) }
    }

    @Test func everyShuffleIsOnePlan() async throws {
        let desired = try desired(named(Self.after))
        try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array async throws in
            let client = array.client()
            let before = PlanSource(try self.desired(named(Self.before(5000))))
            let outcome = try await Apply(before, to: client, executor: Executor(client)).run(
                PlanRecord(try await before.plan(on: client)))
            guard case .converged = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let noisy = array.client(through: { NoisyTransport($0, seed: 7) })
            let expected = PlanRecord(
                Planner().plan(desired, against: try await client.observe(tenants: desired.tenantsInUse)))
            #expect(expected.changes.count >= 9 && expected.applyable, "\(expected.changes.map(\.address))")
            for seed in 1...(Soak.isFull ? 200 : 50) as ClosedRange<UInt64> {
                var generator = SeededGenerator(seed: seed)
                var documents = named(Self.after)
                for index in documents.indices {
                    documents[index].text = try JSONTree(parsing: Array(documents[index].text.utf8))
                        .text(shuffling: &generator)
                }
                documents.shuffle(using: &generator)
                let shuffled = try self.desired(documents)
                let plan = Planner().plan(shuffled, against: try await noisy.observe(tenants: shuffled.tenantsInUse))
                let record = PlanRecord(plan)
                // A value's column moves with its map; nothing else may.
                let isSame =
                    record.digest == expected.digest
                    && placeless(PlanText().render(record)) == placeless(PlanText().render(expected))
                    && placeless(PlanJSON.render(record)) == placeless(PlanJSON.render(expected))
                    && placeless(PlanMarkdown().render(record)) == placeless(PlanMarkdown().render(expected))
                guard isSame else {
                    Issue.record("seed \(seed)\n\(PlanText().render(record))")
                    return
                }
                // Where only files change places, not even that moves.
                let moved = PlanRecord(
                    Planner().plan(
                        try self.desired(named(Self.after).shuffled(using: &generator)),
                        against: try await noisy.observe(tenants: shuffled.tenantsInUse)))
                guard PlanJSON.render(moved) == PlanJSON.render(expected) else {
                    Issue.record("files, seed \(seed)\n\(PlanText().render(moved))")
                    return
                }
            }
        }
    }

    private func placeless(_ text: String) -> String {
        text.replacing(#/part-\d+\.json:\d+:\d+/#, with: "PLACE")
    }
}

extension JSONTree {
    /// As JSON, with the members of every object in a random order.
    fileprivate func text(shuffling generator: inout SeededGenerator) -> String {
        switch self {
        case .null, .flag, .number: return text
        case .text(let text): return "\"\(text)\""
        case .list(let list): return "[" + list.map { $0.text(shuffling: &generator) }.joined(separator: ",") + "]"
        case .object(let members):
            let keys = members.keys.sorted().shuffled(using: &generator)
            return "{"
                + keys.map { "\"\($0)\":" + (members[$0] ?? .null).text(shuffling: &generator) }
                .joined(separator: ",") + "}"
        }
    }
}
