import StorageModel

/// How each stack of a run over several ended.
package enum StackSummary {
    package static func text(_ results: [(name: String, status: ExitStatus)]) -> String {
        let width = results.map(\.name.count).max() ?? 0
        let lines = results.map { name, status in
            "  \(name.shown())\(String(repeating: " ", count: max(0, width - name.count)))  \(status.shortMeaning)\n"
        }
        return "\n\(Listing.count(results.count, "stack")):\n" + lines.joined()
    }
}

extension ExitStatus {
    /// For a line of a summary, with the exit code where there is something to do.
    fileprivate var shortMeaning: String {
        switch self {
        case .success: "ok"
        case .changes: "changes or drift (2)"
        case .failure: "failed (1)"
        case .partlyApplied: "partly applied (3)"
        case .blocked: "blocked (4)"
        case .stale: "stale (5)"
        case .leaseHeld: "another run is in progress (6)"
        case .declined: "declined (7)"
        case .usage: "wrong usage (64)"
        case .invalidInput: "invalid manifest (65)"
        case .authenticationFailed: "authentication failed (77)"
        case .interrupted: "stopped (130)"
        case .terminated: "stopped (143)"
        }
    }
}
