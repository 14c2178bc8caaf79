/// Plans what is missing of one target whose volumes this host is to have.
struct AttachPlanner {
    private let observed: HostObservation
    private let options: HostPlan.Options
    private let failures: HostPlan.Failures

    init(_ observed: HostObservation, _ options: HostPlan.Options, _ failures: HostPlan.Failures) {
        self.observed = observed
        self.options = options
        self.failures = failures
    }

    /// - Parameter units: all of one target, and at least one.
    func plan(_ units: [WantedAttachment], _ draft: inout HostPlanDraft) {
        guard let first = units.first else { return }
        let subject = units.map(\.volume).joined(separator: ", ")
        let targets = units.flatMap(\.targetPortals).reduce(into: [TargetPortal]()) { list, target in
            if !list.contains(target) { list.append(target) }
        }
        let foreign = targets.filter { isForeign($0) }
        guard foreign.isEmpty || options.adopts else {
            draft.problems += foreign.map { Self.foreignTarget($0, subject) }
            return
        }
        if first.isConnectedOnArray, observed.sessions(of: first.iqn).isEmpty {
            draft.warnings.append(Self.duplicateInitiator(of: first, observed.initiators))
        }
        var reachable: Set<TargetPortal> = []
        for target in targets where !failures.portals.contains(target) {
            if foreign.contains(target) {
                draft.add(.claim(target), subject, because: "--adopt takes over what is there")
            }
            if plan(target, first.login, subject, &draft) { reachable.insert(target) }
        }
        for unit in units where !failures.units.contains(unit.unit) {
            UnitPlanner(unit, observed, options, failures).plan(reachable, &draft)
        }
    }

    private func isForeign(_ target: TargetPortal) -> Bool {
        !observed.state.claims(target)
            && (!observed.sessions(at: target).isEmpty || observed.record(of: target) != nil)
    }

    /// Record and session at one portal.
    ///
    /// - Returns: whether there will be a session that LUNs can be asked of.
    private func plan(
        _ target: TargetPortal, _ login: TargetLogin, _ subject: String, _ draft: inout HostPlanDraft
    ) -> Bool {
        let settings = RecordSettings(login)
        let record = observed.record(of: target)
        let sessions = observed.sessions(at: target)
        let isLoggedIn = sessions.contains(where: \.isLoggedIn)
        let lacksSecret = settings.anything.contains { record?.settings[$0] == nil }
        if lacksSecret {
            // A session that is there needs no password.
            if sessions.isEmpty { draft.problems.append(Self.secretMissing(target, subject)) }
            return isLoggedIn
        }
        if record == nil { draft.add(.createRecord(target), subject, because: "there is no record of this portal") }
        if record?.says(settings) != true {
            let reason = record == nil ? "the record is new" : "the record does not say what it should"
            draft.add(.writeRecord(target, settings), subject, because: reason)
        }
        // A session that is down logs in again by itself. Ending it would turn an outage into errors of the file system.
        guard sessions.isEmpty else { return isLoggedIn }
        draft.add(.logIn(target), subject, because: "there is no session to this portal")
        return true
    }

    private static func foreignTarget(_ target: TargetPortal, _ subject: String) -> HostProblem {
        HostProblem(
            .foreignTarget, subject, "a session or record of \(target) is there that datera-apply has not made",
            remedy: "log out and delete the record if it is left over (iscsiadm -m node -T \(target.iqn) "
                + "-p \(target.portal) --logout; the same with -o delete), or run with --adopt")
    }

    private static func secretMissing(_ target: TargetPortal, _ subject: String) -> HostProblem {
        HostProblem(
            .secretMissing, subject, "the CHAP password for \(target) is not known here",
            remedy: "run host apply without --cached, with the manifest and its secrets")
    }

    private static func duplicateInitiator(of wanted: WantedAttachment, _ initiators: [String]) -> HostProblem {
        HostProblem(
            .duplicateInitiator, wanted.volume,
            "the array has a session of \(initiators.first ?? "this initiator") to \(wanted.iqn), and this host has none",
            remedy:
                "if this host has not just logged out or restarted, another host uses its initiator name: give each "
                + "host its own in /etc/iscsi/initiatorname.iscsi")
    }
}
