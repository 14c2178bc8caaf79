package import Diagnostics
package import Planning
import StorageModel

/// A remark that a forge shows at a line of a manifest.
package struct Annotation: Sendable, Equatable {
    package enum Severity: String, Sendable {
        case error, warning, notice
    }

    package var severity: Severity
    package var place: SourceLocation?
    /// Which rule, in one word: `max_deletes`, `destructive`.
    package var code: String
    package var title: String
    package var message: String

    /// Of a manifest.
    package static func annotations(of diagnostics: [Diagnostic]) -> [Annotation] {
        diagnostics.map { diagnostic in
            let severity: Severity =
                switch diagnostic.severity {
                case .error: .error
                case .warning: .warning
                case .note: .notice
                }
            return Annotation(
                severity: severity, place: diagnostic.location, code: "manifest", title: "manifest",
                message: diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? ""))
        }
    }

    /// Blocks are errors, changes that do harm are warnings, notes are notices; first what the plan comes to.
    ///
    /// - Parameter allowance: what `apply` will be given leave for; then it is an error when that is not enough.
    package static func annotations(of plan: PlanRecord, allowance: RiskAllowance?) -> [Annotation] {
        let document = PlanDocument(plan, coversStack: true)
        let sum = document.summary.filter { $0.role == .plain }.map(\.text).joined(separator: " ")
        var result = [
            Annotation(severity: .notice, code: "plan", title: "stack \(plan.stack)", message: sum)
        ]
        result += plan.blocks.map { Annotation(.error, "blocked", $0) }
        let missing = allowance?.missing(for: plan) ?? []
        if !missing.isEmpty {
            let flags = missing.joined(separator: " and ")
            result.append(
                Annotation(
                    severity: .error, code: "not_allowed", title: "not allowed",
                    message: "apply will not be given \(flags), so it would refuse this plan"))
        }
        result += plan.changes.filter { $0.risk > .safe }.sorted { $0.risk > $1.risk }.map { change in
            Annotation(
                severity: .warning, place: change.source.flatMap(SourceLocation.init(text:)),
                code: change.risk.rawValue, title: "\(change.risk.rawValue): \(change.address)",
                message: change.hazards.map(\.message).joined(separator: "; "))
        }
        result += plan.warnings.map { Annotation(.warning, "warning", $0) }
        return result + document.notes.map { Annotation(severity: .notice, code: "note", title: "note", message: $0) }
    }

    package init(
        severity: Severity, place: SourceLocation? = nil, code: String, title: String, message: String
    ) {
        self.severity = severity
        self.place = place
        self.code = code
        self.title = title
        self.message = message
    }

    private init(_ severity: Severity, _ word: String, _ problem: ProblemRecord) {
        self.init(
            severity: severity, place: problem.source.flatMap(SourceLocation.init(text:)), code: problem.code,
            title: "\(word): \(problem.code)",
            message: (problem.address.map { "\($0): " } ?? "") + "\(problem.message); \(problem.hint)")
    }
}

extension SourceLocation {
    /// Reads `file:line:column`, as a plan writes it; the name of the file may hold colons.
    fileprivate init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3, let line = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1]) else {
            return nil
        }
        self.init(file: parts.dropLast(2).joined(separator: ":"), line: line, column: column)
    }

    /// The file as forges name it; nil for standard input.
    var repositoryPath: String? {
        guard file != "-", file != "<stdin>" else { return nil }
        return file.hasPrefix("./") ? String(file.dropFirst(2)) : file
    }
}
