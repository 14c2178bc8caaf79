/// One place that breaks a rule of the house.
struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// Relative to the root of the tree.
    var path: String
    /// Nil where the rule is about a file or folder as a whole.
    var line: Int?
    var message: String

    var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)" }
}

extension SourceTree {
    /// Everything that this test target checks, at once.
    var violations: [Violation] {
        importViolations + fileSizeViolations + nameViolations + forbiddenWordViolations + unfinishedMarkViolations
            + clockViolations
    }
}
