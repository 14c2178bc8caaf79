import Planning

/// A plan as a reader meets it, free of any format: renderers only lay it out.
struct PlanDocument {
    struct Entry {
        var symbol: Symbol
        var address: String
        /// The manifest line that causes it.
        var source: String?
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
    var blocks: [ProblemRecord]
    var warnings: [ProblemRecord]
    var notes: [String]
    var summary: [String]

    init(_ plan: PlanRecord) {
        title =
            "Stack \(plan.stack) on \(plan.cluster.name) "
            + "(product \(plan.cluster.productVersion), API \(plan.cluster.apiVersion))"
        entries = plan.changes.map(Entry.init)
        blocks = plan.blocks
        warnings = plan.warnings
        notes = plan.notes.map(\.text)
        summary = Self.summary(of: plan)
    }

    private static func summary(of plan: PlanRecord) -> [String] {
        var lines = plan.scope.map { ["Partial plan, \($0): \(count(plan.summary.leftOut, "change")) left out."] } ?? []
        let counts = plan.summary
        guard !plan.isEmpty else {
            let nothing =
                plan.scope == nil && plan.blocks.isEmpty
                ? "No changes. The array matches the manifest (\(count(counts.unchanged, "resource")))."
                : "No changes planned."
            return lines + [nothing]
        }
        lines.append(
            "Plan: \(counts.create) to create, \(counts.update) to change, "
                + (counts.remove > 0 ? "\(counts.remove) to remove, " : "")
                + "\(counts.unchanged) unchanged; \(count(plan.steps.count, "step")).")
        let disruptive = plan.changes.count { $0.risk == .disruptive }
        if disruptive > 0 {
            lines.append("\(count(disruptive, "change")) disruptive: apply needs --allow-disruptive.")
        }
        let destructive = plan.changes.count { $0.risk == .destructive }
        if destructive > 0 {
            lines.append("\(count(destructive, "change")) destructive: apply needs --allow-destroy and --max-deletes.")
        }
        return plan.applyable ? lines + ["Digest: \(plan.digest)"] : lines
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension PlanDocument.Entry {
    fileprivate init(_ change: ChangeRecord) {
        switch change.action {
        case .create: symbol = .create
        case .update, .adopt, .restore: symbol = .update
        case .forget, .trash, .delete: symbol = .remove
        }
        address = change.address
        source = change.source
        reason = change.reason
        rows = change.fields.map { field in
            var notes: [String] = []
            if let note = field.note { notes.append(note) }
            if let via = field.via { notes.append("from \(via)") }
            return PlanDocument.Row(
                label: field.path, from: field.from?.lines, to: field.to?.lines,
                note: notes.isEmpty ? nil : notes.joined(separator: "; "))
        }
        warnings = change.hazards.map { "\($0.risk.rawValue): \($0.message)" }
    }
}
