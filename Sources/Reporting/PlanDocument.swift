import Diagnostics
import Planning
import StorageModel

/// A plan as a reader meets it, free of any format: renderers only lay it out.
struct PlanDocument {
    struct Entry {
        var symbol: Symbol
        var address: String
        var location: SourceLocation?
        /// Why it is done, in the words of its steps; nil for what simply does not exist yet.
        var reason: String?
        var rows: [Row]
        /// Why the change is more than safe, one sentence each.
        var warnings: [String]
    }

    enum Symbol: String {
        case create = "+"
        case update = "~"
    }

    /// One field: a value that comes to be, one that goes, or one that changes.
    struct Row {
        var label: String
        var from: [String]?
        var to: [String]?
        var note: String?
    }

    var title: String
    var entries: [Entry]
    var blocks: [Block]
    var notes: [String]
    var summary: [String]

    init(_ plan: Plan) {
        title =
            "Stack \(plan.stack) on \(plan.cluster.name) "
            + "(product \(plan.cluster.product), API \(plan.cluster.api.rawValue))"
        entries = plan.changes.map(Entry.init)
        blocks = plan.blocks
        notes = plan.notes.map { note in note.address.map { "\($0): \(note.text)" } ?? note.text }
        summary = Self.summary(of: plan)
    }

    private static func summary(of plan: Plan) -> [String] {
        let creations = plan.changes.count { $0.change.isCreation }
        let updates = plan.changes.count - creations
        if plan.isEmpty {
            return plan.blocks.isEmpty
                ? ["No changes. The array matches the manifest (\(count(plan.unchangedCount, "resource")))."]
                : ["No changes planned."]
        }
        var lines = [
            "Plan: \(creations) to create, \(updates) to change, \(plan.unchangedCount) unchanged; "
                + "\(count(plan.graph.steps.count, "step"))."
        ]
        let disruptive = plan.changes.count { $0.risk == .disruptive }
        if disruptive > 0 {
            lines.append("\(count(disruptive, "change")) disruptive: apply needs --allow-disruptive.")
        }
        return lines
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension PlanDocument.Entry {
    fileprivate init(_ planned: PlannedChange) {
        symbol = planned.change.isCreation ? .create : .update
        address = planned.address.description
        location = planned.steps.first?.origin
        reason = planned.change.isCreation ? nil : planned.reason
        rows = planned.change.fields.map { field in
            var notes: [String] = []
            if let note = field.note { notes.append(note) }
            if let via = field.via { notes.append("from \(via)") }
            return PlanDocument.Row(
                label: field.path, from: field.from?.lines, to: field.to?.lines,
                note: notes.isEmpty ? nil : notes.joined(separator: "; "))
        }
        warnings = planned.steps.flatMap { step in step.hazards.map { "\($0.risk.rawValue): \($0)" } }
    }
}
