import Diagnostics
// Foundation's JSON coder: the JSON of a plan is plain Encodable structs, and output needs no faster one.
import FoundationEssentials
package import Planning
import StorageModel

/// A plan as versioned JSON. `format_version` grows its minor part with added keys, its major part with changed ones.
package enum PlanJSON {
    package static let formatVersion = "1.0"

    package static func render(_ plan: Plan) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Nothing in the document can fail to encode: strings, whole numbers, flags and lists of them.
        guard let data = try? encoder.encode(Document(plan)) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var formatVersion = PlanJSON.formatVersion
        var kind = "plan"
        var stack: String
        var cluster: Cluster
        var applyable: Bool
        var summary: Summary
        var changes: [ChangeEntry]
        var steps: [StepEntry]
        var blocks: [BlockEntry]
        var warnings: [BlockEntry]
        var notes: [NoteEntry]

        init(_ plan: Plan) {
            stack = plan.stack
            cluster = Cluster(
                uuid: plan.cluster.uuid, name: plan.cluster.name, productVersion: plan.cluster.product.description,
                apiVersion: plan.cluster.api.rawValue)
            applyable = plan.blocks.isEmpty
            let creations = plan.changes.count { $0.change.isCreation }
            let removals = plan.changes.count { $0.change.kind.isRemoval }
            summary = Summary(
                create: creations, update: plan.changes.count - creations - removals, remove: removals,
                unchanged: plan.unchangedCount, risk: plan.risk.rawValue)
            changes = plan.changes.map(ChangeEntry.init)
            steps = plan.graph.steps.map { StepEntry($0, in: plan.graph) }
            blocks = plan.blocks.map {
                BlockEntry(
                    code: $0.code.rawValue, address: $0.address?.description, message: $0.message, wayOut: $0.wayOut,
                    source: $0.location?.description)
            }
            warnings = plan.warnings.map {
                BlockEntry(
                    code: $0.code.rawValue, address: nil, message: $0.message, wayOut: $0.wayOut,
                    source: $0.location?.description)
            }
            notes = plan.notes.map { NoteEntry(address: $0.address?.description, message: $0.text) }
        }
    }

    private struct Cluster: Encodable {
        var uuid: String
        var name: String
        var productVersion: String
        var apiVersion: String
    }

    private struct Summary: Encodable {
        var create: Int
        var update: Int
        var remove: Int
        var unchanged: Int
        var risk: String
    }

    private struct ChangeEntry: Encodable {
        var address: String
        var action: String
        var risk: String
        var hazards: [String]
        var source: String?
        var fields: [FieldEntry]
        var stepIds: [String]

        init(_ planned: PlannedChange) {
            address = planned.address.description
            action = planned.change.kind.rawValue
            risk = planned.risk.rawValue
            hazards = planned.hazards.map(\.description)
            source = planned.steps.first?.origin?.description
            fields = planned.change.fields.map {
                FieldEntry(
                    path: $0.path, from: $0.from.map(JSONFieldValue.init), to: $0.to.map(JSONFieldValue.init),
                    note: $0.note, source: $0.location?.description, via: $0.via)
            }
            stepIds = planned.steps.map(\.id)
        }
    }

    private struct FieldEntry: Encodable {
        var path: String
        var from: JSONFieldValue?
        var to: JSONFieldValue?
        var note: String?
        var source: String?
        var via: String?
    }

    private struct StepEntry: Encodable {
        var id: String
        var address: String
        var reason: String
        var risk: String
        var source: String?
        var dependsOn: [String]

        init(_ step: Step, in graph: StepGraph) {
            id = step.id
            address = step.address.description
            reason = step.reason
            risk = step.risk.rawValue
            source = step.origin?.description
            dependsOn = graph.dependencies(of: step.id).sorted()
        }
    }

    private struct BlockEntry: Encodable {
        var code: String
        var address: String?
        var message: String
        var wayOut: String
        var source: String?
    }

    private struct NoteEntry: Encodable {
        var address: String?
        var message: String
    }
}
