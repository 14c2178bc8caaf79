package import Planning
import StorageModel

/// Why a plan may not be applied any more: what each value was when it was made, and what it is now.
package struct StalenessText: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ objects: [StaleObject]) -> String {
        let headline = "Nothing was done: the array has changed since the plan was made."
        return ([style(.error, headline)] + rows(objects)).joined(separator: "\n") + "\n"
    }

    /// For a plan that is only shown.
    package func banner(_ objects: [StaleObject]) -> String {
        let headline = "STALE: the array has changed since this plan was made. It can no longer be applied."
        return (headline.wrapped(indent: 0, hanging: 0).map { style(.error, $0) } + rows(objects))
            .joined(separator: "\n") + "\n\n"
    }

    private func rows(_ objects: [StaleObject]) -> [String] {
        objects.flatMap { object in
            let column = LabelColumn(object.rows.map { $0.label.shown(limit: 200) })
            return ["", "  \(style(.strong, object.address?.shown() ?? "the array"))"]
                + object.rows.flatMap { lines(of: $0, in: column) }
        }
    }

    /// Both values on one line where they fit.
    private func lines(of row: StaleObject.Row, in column: LabelColumn) -> [String] {
        let (above, label) = column.layOut(row.label.shown(limit: 200))
        let before = above.map { ["      " + $0] } ?? []
        let then = "      \(label)  then \(text(row.then)),"
        let now = "now \(text(row.now))"
        if then.count + 1 + now.count <= String.terminalWidth { return before + ["\(then) \(now)"] }
        return before + [then] + now.wrapped(indent: column.width + 8, hanging: column.width + 12)
    }

    private func text(_ value: FieldValue?) -> String { value?.lines.joined(separator: ", ") ?? "none" }
}
