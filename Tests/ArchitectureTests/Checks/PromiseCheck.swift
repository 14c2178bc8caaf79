/// Holds docs/promises.md to the tests that it names: a list of promises rots when a test goes and its row stays.
struct PromiseCheck {
    /// A row of one of its tables.
    struct Row {
        var line: Int
        var promise: String
        /// `Suite.function`, or the file of a scenario.
        var tests: [String]
    }

    let rows: [Row]
    private let path: String

    init(_ text: String, path: String) {
        self.path = path
        rows = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let cells = line.split(separator: "|").map { $0.drop { $0 == " " } }
            guard line.hasPrefix("| "), cells.count == 2, !cells[1].hasPrefix("shown by") else { return nil }
            // Every other piece between backticks is code.
            let tests = cells[1].split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            return Row(line: index + 1, promise: String(cells[0]), tests: tests)
        }
    }

    /// Rows without a test, and tests that are not there.
    func violations(in tree: SourceTree, scenarios: Set<String>) -> [Violation] {
        var functions: [String: Set<String>] = [:]
        for file in tree.files where file.path.hasPrefix("Tests/") {
            for (keyword, suite) in file.source.pairs where keyword.text == "struct" {
                functions[suite.text, default: []].formUnion(file.source.tests)
            }
        }
        return rows.flatMap { row -> [Violation] in
            guard !row.tests.isEmpty else {
                return [Violation(path: path, line: row.line, message: "no test shows: \(row.promise)")]
            }
            return row.tests.compactMap { test in
                let parts = test.split(separator: ".").map(String.init)
                let isThere =
                    test.hasSuffix(".yaml")
                    ? scenarios.contains(test) : parts.count == 2 && functions[parts[0]]?.contains(parts[1]) == true
                return isThere ? nil : Violation(path: path, line: row.line, message: "there is no test \(test)")
            }
        }
    }
}

extension SwiftSource {
    /// The names of the functions behind a `@Test`.
    var tests: [String] {
        var result: [String] = []
        var isTest = false
        for (token, next) in pairs {
            if token.text == "@" { isTest = next.text == "Test" || isTest }
            if token.text == "func" {
                if isTest { result.append(next.text) }
                isTest = false
            }
        }
        return result
    }
}
