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
        notes = Self.merged(plan.notes)
        summary = Self.summary(of: plan)
    }

    private static func summary(of plan: Plan) -> [String] {
        if plan.isEmpty {
            guard plan.blocks.isEmpty else { return ["No changes planned."] }
            return plan.coversStack
                ? ["No changes. The array matches the manifest (\(count(plan.unchangedCount, "resource")))."]
                : ["Nothing to do."]
        }
        let counts = Change.Kind.allCases.compactMap { kind -> String? in
            let number = plan.changes.count { $0.change.kind == kind }
            let isAlwaysShown = plan.coversStack && (kind == .create || kind == .update)
            return number > 0 || isAlwaysShown ? "\(number) to \(kind == .update ? "change" : kind.rawValue)" : nil
        }
        let unchanged = plan.coversStack || plan.unchangedCount > 0 ? ["\(plan.unchangedCount) unchanged"] : []
        var lines = [
            "Plan: \((counts + unchanged).joined(separator: ", ")); \(count(plan.graph.steps.count, "step"))."
        ]
        let disruptive = plan.changes.count { $0.risk == .disruptive }
        if disruptive > 0 {
            lines.append("\(count(disruptive, "change")) disruptive: apply needs --allow-disruptive.")
        }
        let destructive = plan.changes.count { $0.risk == .destructive }
        if destructive > 0 {
            lines.append(
                "\(count(destructive, "change")) destructive: apply needs --allow-destroy and --max-deletes."
            )
        }
        return lines
    }

    /// What is to be said of many resources is said once.
    private static func merged(_ notes: [PlanNote]) -> [String] {
        let shown = 5
        var addresses: [String: [String]] = [:]
        for note in notes { addresses[note.text, default: []] += note.address.map { ["\($0)"] } ?? [] }
        var result: [String] = []
        for note in notes {
            guard let names = addresses.removeValue(forKey: note.text) else { continue }
            let rest = names.count > shown ? " and \(names.count - shown) more" : ""
            let subject = names.prefix(shown).joined(separator: ", ") + rest
            result.append(names.isEmpty ? note.text : "\(subject): \(note.text)")
        }
        return result
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension PlanDocument.Entry {
    fileprivate init(_ planned: PlannedChange) {
        switch planned.change.kind {
        case .create: symbol = .create
        case .update, .adopt, .restore, .forget: symbol = .update
        case .trash, .delete: symbol = .remove
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
