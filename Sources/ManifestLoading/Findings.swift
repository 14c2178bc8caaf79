import Diagnostics

/// What has been found wrong so far.
///
/// A class, because every reader of one load adds to the same list.
final class Findings {
    private(set) var diagnostics: [Diagnostic] = []
    private var concealedLines: Set<SourceLocation> = []

    /// Each of them once: a value that an alias repeats is wrong once.
    var unique: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }
    }

    /// Whether so much is wrong that a costly hint for one more thing would help nobody.
    var areMany: Bool { diagnostics.count >= 200 }

    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Keeps the line of this place out of every message, because a secret is written on it.
    func conceal(_ location: SourceLocation) { concealedLines.insert(Self.line(of: location)) }

    func isConcealed(_ location: SourceLocation) -> Bool { concealedLines.contains(Self.line(of: location)) }

    private static func line(of location: SourceLocation) -> SourceLocation {
        SourceLocation(file: location.file, line: location.line, column: 1)
    }
}
