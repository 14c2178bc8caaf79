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
        case remove = "-"
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
    var warnings: [PlanWarning]
    var notes: [String]
    var summary: [String]

    init(_ plan: Plan) {
        title =
            "Stack \(plan.stack) on \(plan.cluster.name) "
            + "(product \(plan.cluster.product), API \(plan.cluster.api.rawValue))"
        entries = plan.changes.map(Entry.init)
        blocks = plan.blocks
        warnings = plan.warnings
        notes = plan.notes.map { note in note.address.map { "\($0): \(note.text)" } ?? note.text }
        summary = Self.summary(of: plan)
    }

    private static func summary(of plan: Plan) -> [String] {
        let creations = plan.changes.count { $0.change.isCreation }
        let removals = plan.changes.count { $0.change.kind.isRemoval }
        let updates = plan.changes.count - creations - removals
        if plan.isEmpty {
            return plan.blocks.isEmpty
                ? ["No changes. The array matches the manifest (\(count(plan.unchangedCount, "resource")))."]
                : ["No changes planned."]
        }
        var lines = [
            "Plan: \(creations) to create, \(updates) to change, "
                + (removals > 0 ? "\(removals) to remove, " : "")
                + "\(plan.unchangedCount) unchanged; \(count(plan.graph.steps.count, "step"))."
        ]
        let disruptive = plan.changes.count { $0.risk == .disruptive }
        if disruptive > 0 {
            lines.append("\(count(disruptive, "change")) disruptive: apply needs --allow-disruptive.")
        }
        let destructive = plan.changes.count { $0.risk == .destructive }
        if destructive > 0 {
            lines.append(
                "\(count(destructive, "change")) destructive: apply needs --allow-destroy, and --max-deletes "
                    + "or `guards: {max_deletes: …}` for volumes.")
        }
        return lines
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension PlanDocument.Entry {
    fileprivate init(_ planned: PlannedChange) {
        switch planned.change.kind {
        case .create: symbol = .create
        case .update, .adopt, .restore: symbol = .update
        case .forget, .trash, .delete: symbol = .remove
        }
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
