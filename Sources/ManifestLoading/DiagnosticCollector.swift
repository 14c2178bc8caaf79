import Diagnostics
import StorageModel

/// What has been found wrong so far.
///
/// A class, because every reader of one load adds to the same list.
final class DiagnosticCollector {
    private var diagnostics: [Diagnostic] = []
    /// Which fields the manifest makes use of, of those that the language has.
    var fieldUse = FieldUse()
    /// Of each file, where its relative paths begin.
    private let folders: [String: String]
    private var concealedLines: Set<SourceLocation> = []

    init(about sources: [ManifestSource] = []) {
        folders = Dictionary(
            sources.compactMap { source in source.folder.map { (source.name, $0) } }, uniquingKeysWith: { $1 })
    }

    func folder(of location: SourceLocation) -> String? { folders[location.file] }

    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Reports a reference to something that is not there.
    ///
    /// To find a suggestion costs a walk over all candidates; after many mistakes it is not worth that.
    func reportUnknown(_ reference: Declared<String>, noun: String, candidates: @autoclosure () -> [String]) {
        let isWorthAHint = diagnostics.count < 200
        let meant = isWorthAHint ? Suggestion.nearest(to: reference.value, among: candidates()) : nil
        report(
            Diagnostic(
                .error, "there is no \(noun) \(reference.value.quoted)", at: reference.location,
                hint: meant.map { "did you mean `\($0)`?" }))
    }

    /// Keeps the line of this place out of every message, because a secret is written on it.
    func conceal(_ location: SourceLocation) { concealedLines.insert(Self.line(of: location)) }

    /// Everything in reading order, each once, because a value that an alias repeats is wrong once.
    func diagnostics(about sources: [ManifestSource]) -> [Diagnostic] {
        if diagnostics.isEmpty { return [] }
        let redaction = Redaction(sources)
        // Line by line, because a whole manifest may stand on one.
        for line in Set(diagnostics.compactMap { $0.location.map(Self.line) }) where redaction.isSuspect(line) {
            conceal(line)
        }
        var seen: Set<Diagnostic> = []
        return diagnostics.filter { seen.insert($0).inserted }.inReadingOrder.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.redactsSourceLine =
                diagnostic.location.map { concealedLines.contains(Self.line(of: $0)) } ?? false
            return diagnostic
        }
    }

    private static func line(of location: SourceLocation) -> SourceLocation {
        SourceLocation(file: location.file, line: location.line, column: 1)
    }
}
