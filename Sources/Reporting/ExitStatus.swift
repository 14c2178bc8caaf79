/// What the exit code tells a script. A stable contract: one meaning each.
///
/// When several apply, the first in the order of `precedence` wins.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case success = 0
    case failure = 1
    case changes = 2
    case partlyApplied = 3
    case blocked = 4
    case stale = 5
    case leaseHeld = 6
    case declined = 7
    case usage = 64
    case invalidInput = 65
    case authenticationFailed = 77
    case interrupted = 130
    case terminated = 143

    private static let precedence: [ExitStatus] = [
        .usage, .invalidInput, .authenticationFailed, .leaseHeld, .stale, .blocked, .declined, .interrupted,
        .terminated,
        .partlyApplied, .failure, .changes, .success,
    ]

    /// The one that a run ends with to which several apply.
    package static func first(of statuses: [ExitStatus]) -> ExitStatus {
        precedence.first(where: statuses.contains) ?? .success
    }

    /// Why nothing was done, where the plan itself was the reason; for readers of events, who do not see the report.
    package var refusal: String? {
        switch self {
        case .blocked, .stale, .leaseHeld, .declined: meaning
        case .success, .failure, .changes, .partlyApplied, .usage, .invalidInput, .authenticationFailed, .interrupted,
            .terminated:
            nil
        }
    }

    private var meaning: String {
        switch self {
        case .success: "success"
        case .failure: "runtime error"
        case .changes: "there are changes (plan --detailed-exitcode), or drift (drift)"
        case .partlyApplied: "partly applied; run the same command again to resume"
        case .blocked: "blocked by ownership, a guard, or a risk that no flag allows"
        case .stale: "the array has changed since the plan, or it is not the approved one"
        case .leaseHeld: "another run holds the lease of the stack, or has taken it over"
        case .declined: "declined, or neither --yes nor --approve without a terminal"
        case .usage: "wrong usage"
        case .invalidInput: "invalid manifest or plan"
        case .authenticationFailed: "authentication failed"
        case .interrupted, .terminated: "stopped by SIGINT, SIGTERM or SIGHUP, cleanly"
        }
    }

    /// For `--help`.
    package static var helpText: String {
        "Exit codes:\n"
            + allCases.filter { $0 != .terminated }.map { status in
                let code = status == .interrupted ? "130/143" : "\(status.rawValue)"
                return "  \(code)\(String(repeating: " ", count: 9 - code.count))\(status.meaning)"
            }.joined(separator: "\n")
    }
}
