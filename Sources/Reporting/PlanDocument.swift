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

        /// Which ones they are, in few words; one that does harm is always named.
        var memberText: String { risk > .safe ? members.joined(separator: ", ") : KeyRanges(members).text }
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
    /// In the order of addresses, those that do harm behind all others, so that they are nearest to the question.
    var entries: [Entry]
    var blocks: [ProblemRecord]
    var warnings: [ProblemRecord]
    var notes: [String]
    var storage: StorageSummary
    var summary: [SummaryLine]

    /// - Parameters:
    ///   - coversStack: whether it is for the stack as a whole.
    ///   - isFolded: whether one entry stands for all changes that are alike.
    init(_ plan: PlanRecord, coversStack: Bool, isFolded: Bool = true) {
        title =
            ("Stack \(plan.stack) on \(plan.cluster.name) "
            + "(product \(plan.cluster.productVersion), API \(plan.cluster.apiVersion))").shown()
        let all = ChangeFolding(plan, isOff: !isFolded).folds.map(Entry.init)
        entries = Risk.allCases.flatMap { risk in all.filter { $0.risk == risk } }
        blocks = plan.blocks
        warnings = plan.warnings
        notes = Self.merged(plan.notes + plan.ignored.map(NoteRecord.init))
        storage = StorageSummary(plan.summary.totals)
        summary = PlanSentence(plan, coversStack: coversStack).lines
    }

    /// What is to be said of many resources is said once.
    private static func merged(_ notes: [NoteRecord]) -> [String] {
        var addresses: [String: [String]] = [:]
        for note in notes { addresses[note.message, default: []] += note.address.map { [$0] } ?? [] }
        var result: [String] = []
        for note in notes {
            guard let names = addresses.removeValue(forKey: note.message) else { continue }
            let subject = KeyRanges(names).text
            let count = names.count >= ChangeFolding.smallest ? "\(names.count) resources, " : ""
            result.append(names.isEmpty ? note.message : "\(count)\(subject): \(note.message)")
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
    init(_ fold: ChangeFolding.Fold) {
        let change = fold.changes[0]
        self.init(change, fold.fields)
        guard fold.changes.count > 1 else { return }
        members = fold.changes.map { $0.address.shown() }
        let kind = String(change.address.prefix { $0 != "/" })
        let count = ResourceCount(kind, fold.changes.count).text
        if let via = fold.via {
            title = "\(via.shown()): \(count)"
            for (index, field) in fold.fields.enumerated() { rows[index].note = field.note?.shown() }
        } else {
            let size = fold.changes.compactMap(\.sizeGib).reduce(0, +)
            title = count
            if let type = change.volumeType { title += ", type \(type.shown(limit: 100))" }
            if size > 0 { title += ", \(Gibibytes(size).rounded) in all" }
            source = nil
        }
    }

    private init(_ change: ChangeRecord, _ fields: [FieldRecord]) {
        switch change.action {
        case .create: symbol = .create
        case .update, .adopt, .restore, .forget: symbol = .update
        case .trash, .delete: symbol = .remove
        }
        title = change.address.shown()
        source = change.source?.shown()
        reason = change.reason
        risk = change.risk
        rows = fields.map { field in
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
}

extension String {
    /// `3 steps`
    func counted(_ number: Int) -> String { "\(number) \(self)\(number == 1 ? "" : "s")" }
}
