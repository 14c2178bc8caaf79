import Configuring
import DSPClient
import StorageModel

/// What an array can be found to be like, from the way to it up to what dead runs have left on it. Pure.
package struct ArrayChecks: Sendable {
    /// Clocks that differ by more mislead whoever compares logs, and make certificates look expired.
    static let largestClockDifference = 60
    /// Of its capacity, in percent, an array should have free.
    static let leastAvailable = 10

    private let evidence: ArrayEvidence

    package init(_ evidence: ArrayEvidence) { self.evidence = evidence }

    package var checks: [Check] {
        WayChecks(evidence: evidence).checks + [login, version, clock] + condition + [rights, leases]
    }

    // MARK: Session

    private var login: Check {
        guard let login = evidence.login else { return Check(.login, .skipped, "not tried: no DSP answers") }
        switch login {
        case .success:
            guard case .found(let settings) = evidence.settings else { return Check(.login, .ok, "logged in") }
            return Check(.login, .ok, "logged in as \(settings.user.value)")
        case .failure(.noCommonVersion): return Check(.login, .skipped, "not tried: there is no common API version")
        case .failure(let failure): return Self.failed(.login, failure)
        }
    }

    private var version: Check {
        switch evidence.login {
        case .success(let version): return Check(.apiVersion, .ok, "\(version.rawValue) is used")
        case .failure(.noCommonVersion(let offered)):
            return Check(
                .apiVersion, .error, "\(ArrayFailure.noCommonVersion(offered: offered))",
                remedy: "Leave --api-version out, or update the array or this tool.")
        case .failure, nil: return Check(.apiVersion, .skipped, "no session")
        }
    }

    /// Nothing is measured by this machine's clock, so a difference stops no run.
    private var clock: Check {
        guard evidence.leadsToArray, let probe = evidence.probe, let here = evidence.timeOfDay else {
            return Check(.clock, .skipped, "the array was not reached")
        }
        guard let there = probe.shown else {
            return Check(
                .clock, .warning, "the array's answers show no time",
                remedy: "Leases of lost runs are taken over only after waiting; nothing has to be done.")
        }
        let difference = there.secondsSince1970 - here.secondsSince1970
        guard abs(difference) > Self.largestClockDifference else {
            return Check(.clock, .ok, "the array's clock is \(there), this machine's \(here)")
        }
        return Check(
            .clock, .warning,
            "the array's clock is \(abs(difference)) s \(difference > 0 ? "ahead of" : "behind") this machine's",
            remedy: "Set both clocks by NTP (timedatectl on this machine); logs and certificates depend on them.")
    }

    // MARK: Condition

    private var condition: [Check] {
        switch evidence.health {
        case nil: return WayChecks.skipped([.health, .capacity], because: "no session")
        case .failure(let failure):
            return [Self.failed(.health, failure)] + WayChecks.skipped([.capacity], because: "the array does not say")
        case .success(let health): return [Self.health(health, troubles), Self.capacity(health.capacity)]
        }
    }

    /// What the array says is wrong with app instances.
    private var troubles: [String] {
        guard case .success(let observed) = evidence.observed else { return [] }
        return observed.appInstances.filter { !$0.troubles.isEmpty }
            .map { "\($0.name): \($0.troubles.joined(separator: ", "))" }
    }

    private static func health(_ health: ArrayHealth, _ troubles: [String]) -> Check {
        let product =
            "\(health.cluster.name.isEmpty ? "the array" : health.cluster.name), DSP \(health.cluster.product)"
        let state = health.operationalState.flatMap { $0 == "running" ? nil : ", state \($0.shown(limit: 40))" } ?? ""
        let causes = health.causes.isEmpty ? "" : ": \(health.causes.list(limit: 3))"
        let finding = "\(product), health \((health.health ?? "not told").shown(limit: 40))\(state)\(causes)"
        if health.health == "critical" || health.operationalState == "dead" {
            return Check(.health, .error, finding, remedy: "Repair the array before changing anything on it.")
        }
        guard [nil, "ok"].contains(health.health), state.isEmpty, troubles.isEmpty else {
            let list = troubles.isEmpty ? "" : "; \(troubles.list(limit: 3))"
            return Check(.health, .warning, finding + list, remedy: "Look at the events of the array's own console.")
        }
        return Check(.health, .ok, finding)
    }

    private static func capacity(_ capacity: ArrayCapacity?) -> Check {
        guard let capacity, capacity.total.count > 0 else {
            return Check(.capacity, .skipped, "the array does not say")
        }
        let percent = capacity.available.count * 100 / capacity.total.count
        let finding =
            "\(capacity.available) of \(capacity.total) available (\(percent) %), \(capacity.provisioned) provisioned"
        guard percent < leastAvailable else { return Check(.capacity, .ok, finding) }
        return Check(
            .capacity, .warning, finding,
            remedy: "Free space or add storage nodes; `guards: {max_provisioned_pct: …}` in a manifest limits plans.")
    }

    // MARK: What may be done, and what was left

    private var rights: Check {
        switch evidence.observed {
        case nil: return Check(.rights, .skipped, "no session")
        case .failure(let failure): return Self.failed(.rights, failure)
        case .success(let observed):
            if let tenant = evidence.tenant, !observed.tenants.contains(where: { $0.path == tenant }) {
                return Check(
                    .rights, .error, "there is no tenant \(tenant), or this user may not see it",
                    remedy: "Check --tenant, DAT_TENANT or the config file; `datera-apply list` shows what is visible.")
            }
            let tenants = observed.tenants.count
            let apps = observed.appInstances.count
            return Check(
                .rights, .ok,
                "\(tenants) tenant\(tenants == 1 ? "" : "s") and \(apps) app instance\(apps == 1 ? "" : "s") can be read; "
                    + "writing was not tried")
        }
    }

    private var leases: Check {
        switch evidence.leases {
        case nil: return Check(.leases, .skipped, "the array was not read")
        case .failure(let failure): return Self.failed(.leases, failure)
        case .success(let leases):
            guard !leases.isEmpty else { return Check(.leases, .ok, "no run is in progress and none was cut off") }
            let finding = leases.map(Self.text).joined(separator: "; ")
            guard let left = leases.first(where: \.isRemains) else { return Check(.leases, .ok, finding) }
            return Check(
                .leases, .warning, finding,
                remedy:
                    "Run `apply` of stack \(left.stack) again: it continues where that run was cut off, and takes the "
                    + "lease over. If it is not to continue: datera-apply lock release \(left.stack)")
        }
    }

    private static func text(_ lease: ArrayEvidence.Lease) -> String {
        let holder =
            lease.reading.record.map { $0.holder.description.shown(limit: 100) } ?? "another version of this tool"
        return "stack \(lease.stack): \(lease.isRemains ? "left by" : "held by") \(holder)"
    }

    private static func failed(_ name: Check.Name, _ failure: ArrayFailure) -> Check {
        switch failure {
        case .authenticationRefused(_, let message):
            return Check(
                name, .error, "the array refused the login: \(message)",
                remedy: "Check user and password and, for LDAP, the remote server (--remote-server).", isRefusal: true)
        case .permissionDenied:
            return Check(
                name, .error, "\(failure)", remedy: "Ask for a role that may read and write in this tenant.",
                isRefusal: true)
        case .unreachable, .misconfigured, .answerLost, .unavailable, .notFound, .conflict, .unexpected, .refused,
            .serverError, .unintelligible, .unusable, .leaseLost, .ownerChanged, .noCommonVersion:
            return Check(name, .error, "\(failure)")
        }
    }
}
