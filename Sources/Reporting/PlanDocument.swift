import Planning
import StorageModel

/// A plan as a reader meets it, free of any format: renderers only lay it out.
struct PlanDocument {
    struct Entry {
        var symbol: Symbol
        /// An address, or what several changes that are alike have in common.
        var title: String
        /// The addresses of changes that are alike; empty for a change by itself.
        var members: [String] = []
        /// The manifest line that causes it.
        var source: String?
        /// Why it is done, in the words of its steps; nil for what simply does not exist yet.
        var reason: String?
        var rows: [Row]
        var risk: Risk
        /// Why the change is more than safe, one sentence each.
        var warnings: [String]

        /// How many changes it stands for.
        var count: Int { max(1, members.count) }
        var addresses: [String] { members.isEmpty ? [title] : members }
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
            ("Stack \(plan.stack) on \(plan.cluster.name) "
            + "(product \(plan.cluster.productVersion), API \(plan.cluster.apiVersion))").shown()
        entries = Self.entries(of: plan)
        blocks = plan.blocks
        warnings = plan.warnings
        notes = Self.merged(plan.notes + plan.ignored.map(NoteRecord.init))
        summary = Self.summary(of: plan, coversStack)
    }

    /// In the order of addresses; a group stands where its first member would.
    private static func entries(of plan: PlanRecord) -> [Entry] {
        var groups: [String: GroupRecord] = [:]
        for group in plan.groups { for address in group.addresses { groups[address] = group } }
        return plan.changes.compactMap { change in
            guard let group = groups[change.address] else { return Entry(change) }
            return group.addresses.first == change.address ? Entry(change, standingFor: group) : nil
        }
    }

    private static func summary(of plan: PlanRecord, _ coversStack: Bool) -> [String] {
        let leftOut = plan.summary.leftOut
        let count = leftOut > 0 ? ": \("change".counted(leftOut)) left out" : ""
        var lines: [String] = plan.scope.map { ["Partial plan, \($0.shown())\(count)."] } ?? []
        guard !plan.isEmpty else {
            guard plan.scope == nil, plan.blocks.isEmpty else { return lines + ["No changes planned."] }
            guard coversStack else { return ["Nothing to do."] }
            return ["No changes. The array matches the manifest (\("resource".counted(plan.summary.unchanged)))."]
        }
        let counts = Change.Kind.allCases.compactMap { kind -> String? in
            let number = plan.changes.count { $0.action == kind }
            let isAlwaysShown = coversStack && (kind == .create || kind == .update)
            return number > 0 || isAlwaysShown ? "\(number) to \(kind == .update ? "change" : kind.rawValue)" : nil
        }
        let unchanged =
            coversStack || plan.summary.unchanged > 0 ? ["\(plan.summary.unchanged) unchanged"] : []
        lines.append("Plan: \((counts + unchanged).joined(separator: ", ")); \("step".counted(plan.steps.count)).")
        let disruptive = plan.changes.count { $0.risk == .disruptive }
        if disruptive > 0 {
            lines.append("\("change".counted(disruptive)) disruptive: only with --allow-disruptive.")
        }
        let destructive = plan.changes.count { $0.risk == .destructive }
        if destructive > 0 {
            lines.append("\("change".counted(destructive)) destructive: only with --allow-destroy and --max-deletes.")
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
}

extension NoteRecord {
    /// What is hidden, and by which entry of the manifest.
    fileprivate init(_ entry: IgnoredRecord) {
        let values = entry.fields.map { field in
            let (live, desired) = (field.from, field.to)
            return "\(field.path) is \(live?.text ?? "none"), the manifest says \(desired?.text ?? "none")"
        }
        let until = entry.until.map { " until \($0)" } ?? ""
        self.init(
            address: entry.address,
            message: "ignored\(until) by \(entry.pattern) (\(entry.reason)): " + values.joined(separator: "; "))
    }
}

extension FieldValue {
    fileprivate var text: String { lines.joined(separator: ", ") }
}

extension PlanDocument.Entry {
    fileprivate init(_ change: ChangeRecord) {
        switch change.action {
        case .create: symbol = .create
        case .update, .adopt, .restore, .forget: symbol = .update
        case .trash, .delete: symbol = .remove
        }
        title = change.address.shown()
        source = change.source?.shown()
        reason = change.reason
        risk = change.risk
        rows = change.fields.map { field in
            var notes: [String] = []
            if let note = field.note { notes.append(note) }
            if let via = field.via { notes.append("from \(via)") }
            return PlanDocument.Row(
                label: field.path.label, from: field.from?.lines, to: field.to?.lines,
                note: notes.isEmpty ? nil : notes.joined(separator: "; ").shown())
        }
        if let admits = change.admits {
            rows.append(PlanDocument.Row(label: "group members", to: FieldValue.list(admits).lines))
        }
        warnings = change.hazards.map { "\($0.risk.rawValue): \($0.message)" }
    }

    /// - Parameter change: any of the group's; they are alike.
    fileprivate init(_ change: ChangeRecord, standingFor group: GroupRecord) {
        self.init(change)
        title = "\(group.via.shown()): \("volume".counted(group.addresses.count))"
        members = group.addresses.map { $0.shown() }
        rows = zip(rows, group.fields).map { row, field in
            var row = row
            row.note = field.note?.shown()
            return row
        }
    }
}

extension String {
    /// `3 steps`
    func counted(_ number: Int) -> String { "\(number) \(self)\(number == 1 ? "" : "s")" }
}
