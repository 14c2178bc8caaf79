/// How grave a diagnostic is. Only `error` stops a run.
package enum Severity: String, Sendable, Hashable {
    case error, warning, note
}

/// One thing the user should know about the input: what is wrong, where, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
    package var severity: Severity
    package var message: String
    /// Nil when the problem has no place of its own, for instance an unreadable file.
    package var location: SourceLocation?
    /// What to do, as a full clause without a final full stop.
    package var hint: String?
    /// Whether the line at `location` may hold a secret: then it must not be shown, only its number.
    package var redactsSourceLine: Bool

    package init(
        _ severity: Severity, _ message: String, at location: SourceLocation? = nil, hint: String? = nil,
        redactsSourceLine: Bool = false
    ) {
        self.severity = severity
        self.message = message
        self.location = location
        self.hint = hint
        self.redactsSourceLine = redactsSourceLine
    }
}

extension Sequence where Element == Diagnostic {
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// In reading order: by file, line and column; those without a place come first.
    package var inReadingOrder: [Diagnostic] {
        enumerated().sorted { left, right in
            switch (left.element.location, right.element.location) {
            case (nil, nil): left.offset < right.offset
            case (nil, _): true
            case (_, nil): false
            case (let here?, let there?): here == there ? left.offset < right.offset : here < there
            }
        }.map(\.element)
    }
}
