import Diagnostics
import ManifestLoading
import StorageModel
import TestSupport
import Testing

/// A manifest of `Bad/` with the diagnostics that it must give.
///
/// Comments say what is expected, circled digits say where; in a message they stand for the place, too. `# file: NAME`
/// begins another source, `# --tenant NAME` is the option.
///
///     # ① error: `size` is given twice; the first is at ②
///     # hint: …
///     # redacted
struct BadManifest: CustomTestStringConvertible {
    let testDescription: String
    private(set) var sources: [ManifestSource] = []
    private(set) var options = ManifestOptions()
    private(set) var expected: [Diagnostic] = []
    private var places: [Character: Diagnostics.SourceLocation] = [:]

    init(name: String, text: String) throws {
        testDescription = name
        var expectations: [Substring] = []
        var part = (file: name, body: "")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let file = line.rest(after: "# file: ") {
                if !part.body.isEmpty { add(part.body, as: part.file) }
                part = (String(file), "")
                continue
            }
            if let tenant = line.rest(after: "# --tenant ") {
                options = ManifestOptions(tenantOverride: TenantPath(String(tenant)))
            } else if let expectation = line.rest(after: "# ") {
                expectations.append(expectation)
            }
            // Lines keep their numbers, so that a failure names the line that an editor shows.
            part.body += line.hasPrefix("# ") ? "#\n" : line + "\n"
        }
        add(part.body, as: part.file)
        for line in expectations { try expect(line) }
    }

    private mutating func add(_ body: String, as file: String) {
        let marked = MarkedText(body)
        sources.append(ManifestSource(name: file, text: Array(marked.text.utf8)))
        for (marker, place) in marked.places {
            places[marker] = Diagnostics.SourceLocation(file: file, line: place.line, column: place.column)
        }
    }

    private mutating func expect(_ line: Substring) throws {
        if line == "redacted" {
            expected[expected.count - 1].redactsSourceLine = true
        } else if let hint = line.rest(after: "hint: ") {
            expected[expected.count - 1].hint = String(hint)
        } else {
            let marker = try #require(line.first)
            let parts = line.dropFirst(2).split(separator: ": ", maxSplits: 1).map(String.init)
            let severity = try #require(parts.first.flatMap(Severity.init(rawValue:)), "\(line)")
            let place = try #require(places[marker], "\(marker) is nowhere in the text")
            let message = places.reduce(parts[1]) { $0.replacing(String($1.key), with: $1.value.description) }
            expected.append(Diagnostic(severity, message, at: place))
        }
    }
}

extension Substring {
    fileprivate func rest(after prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}
