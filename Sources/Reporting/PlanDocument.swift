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

    /// - Parameter coversStack: whether it is for the stack as a whole.
    init(_ plan: PlanRecord, coversStack: Bool) {
        title =
            "Stack \(plan.stack) on \(plan.cluster.name) "
            + "(product \(plan.cluster.productVersion), API \(plan.cluster.apiVersion))"
        entries = plan.changes.map(Entry.init)
        blocks = plan.blocks
        warnings = plan.warnings
        notes = Self.merged(plan.notes)
        summary = Self.summary(of: plan, coversStack)
    }

    private static func summary(of plan: PlanRecord, _ coversStack: Bool) -> [String] {
        var lines = plan.scope.map { ["Partial plan, \($0): \(count(plan.summary.leftOut, "change")) left out."] } ?? []
        guard !plan.isEmpty else {
            guard plan.scope == nil, plan.blocks.isEmpty else { return lines + ["No changes planned."] }
            guard coversStack else { return ["Nothing to do."] }
            return ["No changes. The array matches the manifest (\(count(plan.summary.unchanged, "resource")))."]
        }
        let counts = Change.Kind.allCases.compactMap { kind -> String? in
            let number = plan.changes.count { $0.action == kind }
            let isAlwaysShown = coversStack && (kind == .create || kind == .update)
            return number > 0 || isAlwaysShown ? "\(number) to \(kind == .update ? "change" : kind.rawValue)" : nil
        }
        let unchanged =
            coversStack || plan.summary.unchanged > 0 ? ["\(plan.summary.unchanged) unchanged"] : []
        lines.append("Plan: \((counts + unchanged).joined(separator: ", ")); \(count(plan.steps.count, "step")).")
        let disruptive = plan.changes.count { $0.risk == .disruptive }
        if disruptive > 0 {
            lines.append("\(count(disruptive, "change")) disruptive: apply needs --allow-disruptive.")
        }
        let destructive = plan.changes.count { $0.risk == .destructive }
        if destructive > 0 {
            lines.append("\(count(destructive, "change")) destructive: apply needs --allow-destroy and --max-deletes.")
        }
        return plan.applyable && coversStack ? lines + ["Digest: \(plan.digest)"] : lines
    }

    /// What is to be said of many resources is said once.
    private static func merged(_ notes: [NoteRecord]) -> [String] {
        let shown = 5
        var addresses: [String: [String]] = [:]
        for note in notes { addresses[note.message, default: []] += note.address.map { [$0] } ?? [] }
        var result: [String] = []
        for note in notes {
            guard let names = addresses.removeValue(forKey: note.message) else { continue }
            let rest = names.count > shown ? " and \(names.count - shown) more" : ""
            let subject = names.prefix(shown).joined(separator: ", ") + rest
            result.append(names.isEmpty ? note.message : "\(subject): \(note.message)")
        }
        return result
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension PlanDocument.Entry {
    fileprivate init(_ change: ChangeRecord) {
        switch change.action {
        case .create: symbol = .create
        case .update, .adopt, .restore, .forget: symbol = .update
        case .trash, .delete: symbol = .remove
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
