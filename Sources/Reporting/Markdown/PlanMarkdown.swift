package import Planning

/// A plan as a comment on a pull request: the sum first, then what does harm, in full; the rest folded away.
///
/// Bounded, because forges refuse long comments. Whatever a manifest or an array can put into it stands in code blocks, so
/// that it can neither be mistaken for this text nor call anybody.
package struct PlanMarkdown: Sendable {
    package static let defaultLimit = 60_000
    /// Room for everything but the changes.
    package static let smallestLimit = 4_000

    /// Bytes for a heading without anything under it, and for the last line.
    private static let reserve = 200

    private let limit: Int
    private let allowance: RiskAllowance?
    private let isFolded: Bool

    /// - Parameters:
    ///   - limit: bytes.
    ///   - allowance: what `apply` will be given leave for; nil where that is not known.
    ///   - isFolded: whether one entry stands for all changes that are alike.
    package init(limit: Int = defaultLimit, allowance: RiskAllowance? = nil, isFolded: Bool = true) {
        self.limit = max(Self.smallestLimit, limit)
        self.allowance = allowance
        self.isFolded = isFolded
    }

    /// The first line, by which a bot finds the comment that it is to replace.
    package static func marker(of stack: String) -> String { "<!-- datera-apply plan \(stack) -->" }

    package func render(_ plan: PlanRecord) -> String {
        let document = PlanDocument(plan, coversStack: true, isFolded: isFolded)
        // What fences and headings take is known only when they are written: what is too much is taken off the room.
        var room = limit
        while true {
            let text = text(plan, document, room: room)
            let excess = text.utf8.count - limit
            if excess <= 0 { return text }
            guard room > 0 else { return Self.unreadable(plan) }
            room -= max(excess, Self.reserve)
        }
    }

    private func text(_ plan: PlanRecord, _ document: PlanDocument, room limit: Int) -> String {
        var text = head(plan, document.storage, room: limit / 6)
        let problems = ProblemText(style: .plain)
        text += bounded(
            document.blocks.map(problems.lines(block:)), heading: "#### ⛔ Blocked: nothing can be applied\n\n",
            room: limit / 6)
        text += bounded(document.warnings.map(problems.lines(warning:)), heading: "#### Warnings\n\n", room: limit / 6)
        let notes = bounded(document.notes.map { $0.wrapped(indent: 0, hanging: 2) }, heading: "", room: limit / 6)
        let tail =
            notes.isEmpty
            ? "" : "<details><summary>\("note".counted(document.notes.count))</summary>\n\n\(notes)\n</details>\n\n"
        var room = limit - text.utf8.count - tail.utf8.count - Self.reserve
        var hidden = 0
        let sections: [(risk: Risk, word: String)] = [
            (.destructive, "🔥 Destructive"), (.disruptive, "⚠️ Disruptive"), (.safe, "Safe"),
        ]
        for (index, section) in sections.enumerated() {
            let entries = document.entries.filter { $0.risk == section.risk }
            let count = entries.reduce(0) { $0 + $1.count }
            // The headings of those behind it must fit, whatever this one holds.
            let behind = (sections.count - index - 1) * Self.reserve
            let laidOut = MarkdownSection(
                entries, heading: "\(section.word): \("change".counted(count))", isCollapsed: section.risk == .safe,
                namesAll: section.risk > .safe, room: room - behind)
            text += laidOut.text
            room -= laidOut.text.utf8.count
            hidden += laidOut.hiddenCount
        }
        text += tail
        if hidden > 0 {
            text += "\("change".counted(hidden)) did not fit; `datera-apply show` of the saved plan shows all.\n"
        }
        return text
    }

    /// Of a plan whose very heading is longer than the smallest limit; no plan that was ever seen is.
    private static func unreadable(_ plan: PlanRecord) -> String {
        marker(of: String(plan.stack.unicodeScalars.prefix(100)))
            + "\n### The plan does not fit into a comment\n\n\("change".counted(plan.changes.count)); "
            + "`datera-apply show` of the saved plan shows all.\n"
    }

    private func head(_ plan: PlanRecord, _ storage: StorageSummary, room: Int) -> String {
        let cluster = plan.cluster
        var text = Self.marker(of: plan.stack) + "\n### \(headline(plan))\n\n"
        text +=
            "Stack `\(plan.stack)` on `\(Self.plain(cluster.name))` (product \(Self.plain(cluster.productVersion)), "
        text += "API \(cluster.apiVersion))"
        if let scope = plan.scope {
            text += ". **Partial plan**, `\(Self.plain(scope))`"
            let leftOut = plan.summary.leftOut
            if leftOut > 0 { text += ": \("change".counted(leftOut)) left out" }
        }
        text += ".\n\n"
        guard !plan.isEmpty else { return text }
        text += table(plan)
        let lines = storage.lines().map { $0 + "\n" }.joined()
        if !lines.isEmpty, lines.utf8.count <= room { text += MarkdownSection.fenced(lines, as: "text") + "\n" }
        text += leave(for: plan)
        if plan.applyable { text += "Digest `\(plan.digest)`\n\n" }
        return text
    }

    /// What `apply` has to be given leave for, and whether it will be.
    private func leave(for plan: PlanRecord) -> String {
        func list(_ flags: [String]) -> String { flags.map { "`\($0)`" }.joined(separator: " and ") }
        let needed = RiskAllowance().missing(for: plan)
        guard !needed.isEmpty else { return "" }
        guard let allowance else { return "Needs \(list(needed)).\n\n" }
        let missing = allowance.missing(for: plan)
        guard !missing.isEmpty else { return "Needs \(list(needed)), which `apply` will be given.\n\n" }
        return "⛔ **Not allowed:** `apply` will not be given \(list(missing)), so it would refuse this plan.\n\n"
    }

    private func headline(_ plan: PlanRecord) -> String {
        guard !plan.isEmpty else {
            return plan.blocks.isEmpty
                ? "No changes: the array matches the manifest" : "Blocked: \("problem".counted(plan.blocks.count))"
        }
        return "Plan: \(PlanSentence.actions(of: plan, showingNone: false))"
    }

    /// How many changes of each sort are how risky; rows and columns that would be empty are left out.
    private func table(_ plan: PlanRecord) -> String {
        let risks = Risk.allCases.filter { risk in plan.changes.contains { $0.risk == risk } }
        let actions = Change.Kind.allCases.filter { action in plan.changes.contains { $0.action == action } }
        var text = "| | " + risks.map(\.rawValue).joined(separator: " | ") + " |\n|---|"
        text += risks.map { _ in "--:|" }.joined() + "\n"
        for action in actions {
            let cells = risks.map { risk in plan.changes.count { $0.action == action && $0.risk == risk } }
            text += "| \(action.rawValue) | " + cells.map { $0 == 0 ? "" : "\($0)" }.joined(separator: " | ") + " |\n"
        }
        return text + "| unchanged | \(plan.summary.unchanged) |" + String(repeating: " |", count: risks.count - 1)
            + "\n\n"
    }

    /// Problems in a code block, not more than `room` bytes of them.
    private func bounded(_ items: [[String]], heading: String, room: Int) -> String {
        guard !items.isEmpty else { return "" }
        var shown = ""
        var count = 0
        for item in items {
            let lines = item.joined(separator: "\n") + "\n"
            guard shown.utf8.count + lines.utf8.count <= room else { break }
            shown += lines
            count += 1
        }
        let rest = items.count - count
        return heading + MarkdownSection.fenced(shown, as: "text") + (rest > 0 ? "\n…and \(rest) more.\n" : "") + "\n"
    }

    /// Free of what would end a code span or begin something else.
    private static func plain(_ text: String) -> String {
        // By scalars: one character may have a thousand accents.
        text.unicodeScalars.prefix(100).map { scalar in
            let isBlank = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            return scalar != "`" && !isBlank ? String(scalar) : " "
        }.joined()
    }
}
