package import Planning
import StorageModel

/// A drift report as Markdown: an issue of a forge, or the summary of a scheduled job.
///
/// Bounded, because forges refuse long texts. Whatever a manifest or an array can put into it stands in code blocks.
package struct DriftMarkdown: Sendable {
    private let limit: Int
    /// For the lines after the list.
    private static let reserve = 400

    /// - Parameter limit: bytes.
    package init(limit: Int = PlanMarkdown.defaultLimit) { self.limit = limit }

    package func render(_ report: DriftReport) -> String {
        var text = "<!-- datera-apply drift \(report.stack) -->\n"
        text += "### \(report.needsAttention ? "⚠️ Drift" : "✅ No drift"): stack `\(report.stack)`\n\n"
        if let interruption = report.interruption {
            text += MarkdownSection.fenced(InterruptionText.text(interruption) + "\n", as: "text") + "\n"
        }
        text += "| drift | both | absent | pending | unmanaged | in sync |\n|---|---|---|---|---|---|\n"
        text +=
            "| \(report.count(.drift)) | \(report.count(.both)) | \(report.count(.absent)) "
            + "| \(report.count(.pending)) | \(report.unmanaged.count) | \(report.inSyncCount) |\n\n"
        let problems = ProblemText(style: .plain)
        let lines =
            report.blocks.flatMap { problems.lines(of: $0) } + report.warnings.flatMap { problems.lines(of: $0) }
        if !lines.isEmpty { text += section("Problems", lines, room: limit / 4) }
        // What somebody has to look at comes before what only waits for an apply.
        for kind in [DriftEntry.Kind.drift, .both, .absent, .pending] {
            let entries = report.entries.filter { $0.kind == kind }
            guard !entries.isEmpty else { continue }
            text += section(
                "\(kind.rawValue): \(entries.count)", entries.flatMap(Self.lines),
                room: limit - text.utf8.count - Self.reserve)
        }
        return text
    }

    private func section(_ heading: String, _ lines: [String], room: Int) -> String {
        var shown: [String] = []
        var left = room - Self.reserve
        for line in lines {
            left -= line.utf8.count + 1
            guard left >= 0 else { break }
            shown.append(line)
        }
        let hidden = lines.count - shown.count
        let body = MarkdownSection.fenced(shown.map { $0 + "\n" }.joined(), as: "text")
        return "#### \(heading)\n\n\(body)" + (hidden > 0 ? "\n…and \(hidden) more lines.\n" : "") + "\n"
    }

    private static func lines(of entry: DriftEntry) -> [String] {
        let place = entry.location.map { "  \($0.shown)" } ?? ""
        return [entry.address.shown + place] + (entry.note.map { ["  \($0.shown())"] } ?? [])
            + entry.fields.map { field in
                let live = field.from?.lines.joined(separator: ", ") ?? "not set"
                let desired = field.to?.lines.joined(separator: ", ") ?? "not set"
                return "  \(field.path.label): \(live) on the array, \(desired) in the manifest"
            }
    }
}
