extension [Violation] {
    /// One violation a line, as a failing test shall show them.
    var lines: String { map(\.description).joined(separator: "\n") }
}
