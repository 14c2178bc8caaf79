import Diagnostics
import StorageModel

/// How a forge reads annotations.
package enum AnnotationFormat: String, CaseIterable, Sendable {
    /// Workflow commands of GitHub Actions, on standard output.
    case github
    /// A Code Quality report of GitLab.
    case gitlab
    /// A report of tests, which most CI systems read.
    case junit

    /// - Parameters:
    ///   - verb: the command: `plan`.
    ///   - subject: what was looked at: a stack, or files.
    ///   - fallback: the manifest that stands for what has no line of its own.
    package func render(_ annotations: [Annotation], verb: String, subject: String, fallback: String) -> String {
        switch self {
        case .github: annotations.map(Self.command).joined()
        case .gitlab: Self.codeQuality(annotations, fallback: fallback)
        case .junit: Self.testReport(annotations, verb: verb, subject: subject)
        }
    }

    // MARK: GitHub

    private static func command(_ annotation: Annotation) -> String {
        var properties: [(String, String)] = []
        if let place = annotation.place, let file = place.repositoryPath {
            properties += [("file", file), ("line", "\(place.line)"), ("col", "\(place.column)")]
        }
        properties.append(("title", annotation.title))
        let list = properties.map { "\($0)=\(data($1).replacing(":", with: "%3A").replacing(",", with: "%2C"))" }
        return "::\(annotation.severity.rawValue) \(list.joined(separator: ","))::\(data(annotation.message))\n"
    }

    /// A line end would begin another command.
    private static func data(_ text: String) -> String {
        text.shown().replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    // MARK: GitLab

    private struct Issue: Encodable {
        var description: String
        var checkName: String
        var fingerprint: String
        var severity: String
        var location: Location

        struct Location: Encodable {
            var path: String
            var lines: Lines
        }

        struct Lines: Encodable {
            var begin: Int
        }
    }

    private static func codeQuality(_ annotations: [Annotation], fallback: String) -> String {
        var seen: [String: Int] = [:]
        return JSONText.render(
            annotations.map { annotation in
                let place = annotation.place
                let path = place?.repositoryPath ?? fallback
                let identity = "\(annotation.code)\n\(path)\n\(annotation.title)\n\(annotation.message)"
                seen[identity, default: 0] += 1
                let severity =
                    switch annotation.severity {
                    case .error: "blocker"
                    case .warning: "major"
                    case .notice: "info"
                    }
                return Issue(
                    description: "\(annotation.title): \(annotation.message)".shown(),
                    checkName: "datera-apply/\(annotation.code)",
                    fingerprint: Digest.sha256("\(identity)\n\(seen[identity] ?? 0)"), severity: severity,
                    location: Issue.Location(path: path.shown(), lines: Issue.Lines(begin: place?.line ?? 1)))
            })
    }

    // MARK: JUnit

    private static func testReport(_ annotations: [Annotation], verb: String, subject: String) -> String {
        let cases = annotations.map { annotation -> Markup in
            let place = annotation.place.map { "\($0): " } ?? ""
            let outcome: Markup =
                switch annotation.severity {
                case .error:
                    .element(
                        "failure", ["message": annotation.message, "type": annotation.code],
                        .text(place + annotation.message))
                case .warning, .notice:
                    .element("system-out", [:], .text("\(annotation.severity.rawValue): \(place)\(annotation.message)"))
                }
            return .element("testcase", ["classname": "datera-apply.\(verb)", "name": annotation.title], outcome)
        }
        let failures = "\(annotations.count { $0.severity == .error })"
        let suite = Markup.element(
            "testsuite", ["name": subject, "tests": "\(cases.count)", "failures": failures, "errors": "0"],
            cases.isEmpty ? [] : cases)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + Markup.element("testsuites", [:], suite).render(.xml) + "\n"
    }
}
