import Diagnostics
package import Planning
import StorageModel

/// A drift report for the terminal, made for 80 columns.
package struct DriftText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ report: DriftReport) -> String {
        var lines = [style(.strong, Self.title(of: report).shown()), ""]
        if let interruption = report.interruption {
            let text = InterruptionText.text(interruption)
            lines += text.wrapped(indent: 2, hanging: 4).map { style(.warning, $0) } + [""]
        }
        for fold in DriftFolding(report.entries, isOff: !style.isFolded).folds { lines += self.lines(of: fold) + [""] }
        if !report.unmanaged.isEmpty {
            lines.append("  unmanaged in the stack's tenants:")
            lines += report.unmanaged.map { line(of: $0) }
            lines.append("")
        }
        for note in report.notes {
            let subject = note.address.map { "\($0): " } ?? ""
            lines += "note: \(subject)\(note.text)".wrapped(indent: 2, hanging: 4)
        }
        if !report.notes.isEmpty { lines.append("") }
        let problems = ProblemText(style: style)
        lines += report.warnings.flatMap { problems.lines(of: $0) + [""] }
        lines += report.blocks.flatMap { problems.lines(of: $0) + [""] }
        return (lines + [style(.strong, summary(of: report))] + advice(for: report)).joined(separator: "\n") + "\n"
    }

    private func lines(of fold: DriftFolding.Fold) -> [String] {
        let entry = fold.entries[0]
        let role: TextStyle.Role =
            switch entry.kind {
            case .drift, .both: .warning
            case .pending: .update
            case .absent: .error
            }
        let location = fold.entries.count == 1 ? entry.location.map { style(.dim, "  \($0.shown)") } ?? "" : ""
        let members =
            fold.entries.count == 1
            ? [] : "addresses: \(KeyRanges(fold.entries.map(\.address.shown)).text)".wrapped(indent: 6, hanging: 8)
        let column = LabelColumn(entry.fields.map(\.path.label))
        return ["  \(style(role, entry.kind.rawValue)) \(fold.title)\(location)"]
            + (entry.note.map { $0.wrapped(indent: 6, hanging: 6) } ?? [])
            + entry.fields.flatMap { lines(of: $0, in: column) } + members
    }

    /// Both values on one line where they fit.
    private func lines(of field: FieldChange, in column: LabelColumn) -> [String] {
        let (above, label) = column.layOut(field.path.label)
        let before = above.map { ["      " + $0] } ?? []
        let live = "      \(label)  \(text(field.from))on the array,"
        let desired = "\(text(field.to))in the manifest"
        if live.count + 1 + desired.count <= String.terminalWidth { return before + ["\(live) \(desired)"] }
        return before + [live, String(repeating: " ", count: column.width + 8) + desired]
    }

    /// The value, or that there is none; with a blank behind it.
    private func text(_ value: FieldValue?) -> String {
        value.map { $0.lines.joined(separator: ", ") + " " } ?? "not "
    }

    private func line(of app: UnmanagedAppInstance) -> String {
        var text = "      \(app.tenant.shortName.shown())  \(app.name.shown())  \(app.size)"
        if app.createMode != "normal" { text += "  (\(app.createMode.shown()))" }
        if let address = app.address { text += "  named as \(address.shown), not adopted" }
        return text
    }

    private static func title(of report: DriftReport) -> String {
        let cluster = report.cluster
        return "Stack \(report.stack) on \(cluster.name) (product \(cluster.product), API \(cluster.api.rawValue))"
    }

    /// What a person does about it.
    private func advice(for report: DriftReport) -> [String] {
        guard report.hasDrift else { return [] }
        return
            "To put the manifest's values back: `apply`, after a look at `plan`. To keep the array's: write them into the manifest."
            .wrapped(indent: 0, hanging: 0)
    }

    private func summary(of report: DriftReport) -> String {
        let counts = DriftEntry.Kind.allCases.filter { report.count($0) > 0 }
            .map { "\(report.count($0)) \($0.rawValue)" }
        let rest = ["\(report.unmanaged.count) unmanaged", "\(report.inSyncCount) in sync"]
        return (report.needsAttention ? "Drift: " : "No drift: ") + (counts + rest).joined(separator: ", ") + "."
    }
}
