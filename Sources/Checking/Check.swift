/// One thing that `doctor` looks at, and what it found.
package struct Check: Sendable, Equatable {
    /// Names that scripts may rely on, in the order in which they are shown.
    package enum Name: String, Sendable, CaseIterable {
        case configuration
        case resolve
        case tcp
        case tls
        case dsp
        case login
        case apiVersion = "api_version"
        case clock
        case health
        case capacity
        case rights
        case leases
        case initiatorName = "initiator_name"
        case iscsiTransport = "iscsi_tcp"
        case iscsid
        case multipathd
        case duplicateInitiator = "duplicate_initiator"
        case networks
    }

    package enum State: String, Sendable, CaseIterable {
        case ok
        /// It works, and something should be done about it.
        case warning
        case error
        /// It could not be looked at; the finding says why.
        case skipped
    }

    package var name: Name
    package var state: State
    /// What was found.
    package var finding: String
    /// What to do about it; nil where nothing is to be done.
    package var remedy: String?
    /// Whether the array has refused user, password or rights.
    package var isRefusal = false

    package init(_ name: Name, _ state: State, _ finding: String, remedy: String? = nil, isRefusal: Bool = false) {
        self.name = name
        self.state = state
        self.finding = finding
        self.remedy = remedy
        self.isRefusal = isRefusal
    }
}

/// Everything that one run of `doctor` has looked at.
package struct Checkup: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable {
        case ok, warning, error
        /// The array has refused user, password or rights.
        case refused
    }

    /// In the order of their names.
    package var checks: [Check]

    package init(_ checks: [Check]) {
        self.checks = Check.Name.allCases.flatMap { name in checks.filter { $0.name == name } }
    }

    package func count(_ state: Check.State) -> Int { checks.count { $0.state == state } }

    package var outcome: Outcome {
        if checks.contains(where: { $0.state == .error && $0.isRefusal }) { return .refused }
        if count(.error) > 0 { return .error }
        return count(.warning) > 0 ? .warning : .ok
    }
}
