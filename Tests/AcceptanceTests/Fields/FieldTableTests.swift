// Reading and writing the table.
import FoundationEssentials
import TestSupport
import Testing

/// Every key of a manifest at every place: whether a plan shows it, `drift` finds it and `export` brings it back.
@Suite struct FieldTableTests {
    @Test func everyPlaceHasARowAndEveryRowAPlace() {
        let rows = FieldTable.rows.map(\.place) + FieldTable.constants.keys
        #expect(Set(FieldPlaces.all).subtracting(rows).sorted() == [], "places without a row")
        #expect(Set(rows).subtracting(FieldPlaces.all).sorted() == [], "rows without a place")
        #expect(rows.count == Set(rows).count)
    }

    @Test func everyNoSaysWhy() {
        for row in FieldTable.rows {
            for answer in row.answers.map(\.answer) where answer != .yes {
                #expect((answer.reason ?? "").count > 10, "\(row.place)")
            }
        }
    }

    /// The rows are tried side by side: each has arrays of its own, and most of the time is programs that start.
    /// A key that may stand at many places is tried at one of them, all in the soak.
    @Test func whatTheTableSaysIsSo() async throws {
        let byKey = Dictionary(grouping: FieldTable.rows, by: \.key).sorted { $0.key < $1.key }
        let rows = byKey.flatMap { key, rows in Soak.sample(rows, of: 1, for: key) }
        #expect(Set(rows.map(\.key)) == Set(FieldTable.rows.map(\.key)))
        Soak.report("keys of a manifest at their places", "\(rows.count) of \(FieldTable.rows.count)")
        let seen = try await rows.concurrently(4) { row in
            do {
                return (row, Optional(try await FieldTrial(row: row).outcome()), "")
            } catch {
                return (row, nil, "\(error)")
            }
        }
        for (row, outcome, failure) in seen {
            let mistakes = outcome.map(row.mistakes) ?? [failure]
            for mistake in mistakes { Issue.record("\(row.place): \(mistake)") }
        }
    }

    @Test func thePageIsWhatTheTableSays() throws {
        let path = PackageRoot.path("docs/fields.md")
        let text = FieldPage.text
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: path))
            Issue.record("recorded docs/fields.md; read it, then run again without RECORD_GOLDENS")
            return
        }
        #expect(String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self) == text)
    }
}

extension FieldRow {
    /// The key, whatever the block that it stands in.
    fileprivate var key: String {
        let parts = place.split(separator: "*.", omittingEmptySubsequences: false)
        return (parts.last.map(String.init) ?? place)
            .replacing("defaults.", with: "").replacing("extra_specs.DF:", with: "")
    }

    var answers: [(question: String, answer: Answer)] {
        [("create", create), ("update", update), ("drift", drift), ("export", export)]
    }

    /// What differs from the row's expectations.
    fileprivate func mistakes(_ outcome: FieldTrial.Outcome) -> [String] {
        func words(_ reports: Set<Report>) -> String {
            reports.isEmpty ? "nowhere" : reports.map(\.rawValue).sorted().joined(separator: ", ")
        }
        func compare(_ question: String, _ seen: Set<Report>, _ answer: Answer) -> String? {
            seen == answer.reports ? nil : "\(question): \(words(seen)), expected \(words(answer.reports))"
        }
        return [
            compare("create", outcome.create, create), compare("update", outcome.update, update),
            outcome.drift == (drift == .yes) ? nil : "drift: \(outcome.drift)",
            outcome.export == (export == .yes) ? nil : "export: \(outcome.export)",
        ].compactMap { $0 }
    }
}
