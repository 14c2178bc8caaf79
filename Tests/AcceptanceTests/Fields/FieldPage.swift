/// docs/fields.md, made of the table.
enum FieldPage {
    static var text: String {
        var reasons: [String] = []
        let rows = FieldTable.rows.sorted { place($0.place) < place($1.place) }.map { row in
            let cells = row.answers.map { cell($0.answer, &reasons) }
            return "| `\(row.place)` | \(cells.joined(separator: " | ")) |"
        }
        return """
            # Fields

            Every key of a manifest, at every place where it may stand, and what becomes of
            it. Made by `FieldTableTests`, which tries each row with the program and the
            simulated array; `RECORD_GOLDENS=1` writes this page anew. For each row there
            are two manifests that differ in this key alone.

            * **create**: their plans for an empty array differ, in text, in JSON and in the
              digest that `--approve` takes.
            * **update**: so do their plans for volumes that are there.
            * **drift**: `drift` ends with 2 when it was changed by hand on the array.
            * **export**: an exported manifest shows the change.

            | key | create | update | drift | export |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            \(constants)

            ## Why not

            \(reasons.enumerated().map { "\($0 + 1). \(sentence($1))" }.joined(separator: "\n"))

            """
    }

    /// In the order of the schema, in which a manifest is written, too.
    private static func place(_ name: String) -> Int { FieldPlaces.all.firstIndex(of: name) ?? .max }

    private static var constants: String {
        FieldTable.constants.sorted { $0.key < $1.key }
            .map { "`\($0.key)` has one value only: \($0.value)." }.joined(separator: "\n")
    }

    private static func cell(_ answer: FieldRow.Answer, _ reasons: inout [String]) -> String {
        guard let reason = answer.reason else { return "yes" }
        let number = (reasons.firstIndex(of: reason) ?? reasons.count) + 1
        if number > reasons.count { reasons.append(reason) }
        let shown = FieldRow.Report.allCases.filter(answer.reports.contains).map(\.rawValue).joined(separator: ", ")
        return "\(shown.isEmpty ? "no" : shown) (\(number))"
    }

    private static func sentence(_ reason: String) -> String {
        reason.prefix(1).uppercased() + reason.dropFirst() + "."
    }
}
