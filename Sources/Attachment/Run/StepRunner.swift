import StorageModel

/// Carries out one step of a plan. Looks at the host itself where a step needs what earlier ones have made.
struct StepRunner {
    private static let polling: Duration = .milliseconds(200)
    /// How long sysfs may take to show what was done.
    private static let patience: Duration = .seconds(30)

    let files: any HostFiles
    let commands: any CommandRunner
    let timing: Timing
    let wanted: [WantedAttachment]

    private var reader: HostReader { HostReader(files) }
    private var iscsiadm: Iscsiadm { Iscsiadm(commands: commands, timing: timing) }

    func carryOut(_ planned: PlannedHostStep) async throws(StepError) {
        let problem: HostProblem?
        do throws(HostFailure) {
            problem = try await done(planned.step, planned.subject)
        } catch {
            throw Self.error(of: error, planned)
        }
        if let problem { throw .problem(problem) }
    }

    /// What the failure of a file or a program means for one step; being told to stop ends the run.
    private static func error(of failure: HostFailure, _ planned: PlannedHostStep) -> StepError {
        guard !failure.isCancellation else { return .failure(failure) }
        let code: HostProblem.Code
        switch failure {
        case .notPermitted: code = .notPermitted
        case .recordLocked: code = .recordLocked
        case .command(.notInstalled): code = .hostPrerequisite
        case .noSuchFile, .alreadyThere, .file, .hostLocked, .notRecordable, .state, .command, .cancelled:
            code = .toolFailed
        }
        return .problem(
            HostProblem(
                code, planned.subject, "could not \(planned.step): \(failure)",
                remedy: "mend that and run host apply again"))
    }

    /// - Returns: what is wrong; nil when the step is done.
    private func done(_ step: HostStep, _ subject: String) async throws(HostFailure) -> HostProblem? {
        switch step {
        case .claim(let target):
            try claim(target)
            return nil
        case .createRecord(let target): return try await createRecord(target, subject)
        case .writeRecord(let target, let settings): return try await write(settings, target, subject)
        case .logIn(let target): return try await logIn(target, subject)
        case .scan(let target, let lun): return try await scan(target, lun, subject)
        case .remember(let unit): return try remember(unit, subject)
        case .assembleMap(let unit):
            return try await devices(subject).assemble(unit)
        case .extend(let unit, let bytes): return try await devices(subject).extend(unit, to: bytes)
        case .flushMap(let unit, let name, let wwid):
            return try await devices(subject).flush(unit, name, wwid: wwid)
        case .deleteDevice(let unit, let place, _): return try await devices(subject).delete(place, of: unit)
        case .forgetIdentity(let unit):
            try changeState { state in
                for index in state.units.indices where state.units[index].address == unit {
                    state.units[index].wwid = nil
                }
            }
            return nil
        case .forget(let unit):
            try changeState { $0.units.removeAll { $0.address == unit } }
            return nil
        case .logOut(let target, let session): return try await logOut(target, session, subject)
        case .deleteRecord(let target): return try await deleteRecord(target, subject)
        }
    }

    private func devices(_ subject: String) -> DeviceSteps {
        DeviceSteps(files: files, commands: commands, timing: timing, subject: subject)
    }

    private func changeState(_ change: (inout HostState) -> Void) throws(HostFailure) {
        var state = try HostState(readFrom: files)
        state.initiator = reader.initiators.first
        change(&state)
        try state.write(to: files)
    }

    // MARK: Records

    private func claim(_ target: TargetPortal) throws(HostFailure) {
        let stack = wanted.first { $0.targetPortals.contains(target) }?.stack ?? ""
        try changeState { $0.claim(target, for: stack) }
    }

    /// The claim comes first: a run that is killed in between must not leave a record that is not known as ours.
    private func createRecord(_ target: TargetPortal, _ subject: String) async throws(HostFailure) -> HostProblem? {
        try claim(target)
        return problem(of: try await iscsiadm.run(.createRecord, target), subject, target)
    }

    private func write(
        _ settings: RecordSettings, _ target: TargetPortal, _ subject: String
    ) async throws(HostFailure) -> HostProblem? {
        guard let record = try reader.observe().record(of: target) else {
            return HostProblem(
                .toolFailed, subject, "iscsiadm made no record of \(target)", remedy: "check /etc/iscsi/nodes")
        }
        try await RecordLock(files, timing: timing).withLock { () throws(HostFailure) in
            // Read again below the lock: another program may just have changed it.
            let text = String(decoding: try files.bytes(of: record.path), as: UTF8.self)
            let folder = NodeRecord.folders.first { record.path.hasPrefix($0) }
                .map { String($0.dropLast("/nodes".count)) }
            try files.replace(record.path, with: try RecordText.text(text, with: settings), draftIn: folder)
        }
        return nil
    }

    private func deleteRecord(_ target: TargetPortal, _ subject: String) async throws(HostFailure) -> HostProblem? {
        if try reader.observe().record(of: target) != nil {
            let outcome = try await iscsiadm.run(.deleteRecord, target)
            if let problem = problem(of: outcome, subject, target) { return problem }
        }
        try changeState { state in state.claims.removeAll { $0.target == target } }
        return nil
    }

    // MARK: Sessions

    private func logIn(_ target: TargetPortal, _ subject: String) async throws(HostFailure) -> HostProblem? {
        var outcome = try await iscsiadm.run(.logIn, target)
        if outcome == .recordUnusable {
            outcome = try await recreate(target, subject)
        }
        if let problem = problem(of: outcome, subject, target) { return problem }
        // 15, "session exists", says nothing of which session: only sysfs counts.
        guard try await appears({ SysfsReader(files).sessions().contains { $0.target == target } }) else {
            return HostProblem(
                .pathMissing, subject, "iscsiadm logged in to \(target), and sysfs shows no session of it",
                remedy: "look at the log of iscsid (journalctl -u iscsid)")
        }
        return nil
    }

    /// A record that this open-iscsi cannot read is made anew, once, with what it has to say.
    private func recreate(_ target: TargetPortal, _ subject: String) async throws(HostFailure) -> IscsiadmOutcome {
        let login = wanted.first { $0.targetPortals.contains(target) }?.login ?? .none
        guard login.isComplete else {
            return .permanent(
                .secretMissing, "its record cannot be used, and the CHAP password is known to the record alone",
                remedy: "run host apply without --cached")
        }
        _ = try await iscsiadm.run(.deleteRecord, target)
        let made = try await iscsiadm.run(.createRecord, target)
        guard made == .success || made == .alreadySo else { return made }
        if try await write(RecordSettings(login), target, subject) != nil { return .recordUnusable }
        return try await iscsiadm.run(.logIn, target)
    }

    private func logOut(
        _ target: TargetPortal, _ session: Int, _ subject: String
    ) async throws(HostFailure) -> HostProblem? {
        let observed = try reader.observe()
        // Whatever the plan was made from: what something holds keeps its session.
        let held = observed.devices.first { device in
            device.session == session && (!device.uses.isEmpty || observed.map(holding: device) != nil)
        }
        if let held {
            return HostProblem(
                .deviceInUse, subject, "the session to \(target) stays: \(held.shownName) is in use",
                remedy: "run host apply again when it is not")
        }
        if let problem = problem(of: try await iscsiadm.logOut(session: session), subject, target) { return problem }
        guard try await appears({ !SysfsReader(files).sessions().contains { $0.id == session } }) else {
            return HostProblem(
                .leftover, subject, "the session to \(target) is still there after the logout",
                remedy: "run host apply again")
        }
        return nil
    }

    private func scan(_ target: TargetPortal, _ lun: Int, _ subject: String) async throws(HostFailure) -> HostProblem? {
        let unit = UnitAddress(iqn: target.iqn, lun: lun)
        let lacking = { () -> [ObservedSession] in
            let sysfs = SysfsReader(files)
            return sysfs.sessions().filter { session in
                session.target == target && session.isLoggedIn
                    && !sysfs.devices(of: session).contains { $0.unit == unit && $0.name != nil && $0.wwid != nil }
            }
        }
        for session in lacking() { try SysfsWriter(files: files).scan(session, lun: lun) }
        guard try await appears({ lacking().isEmpty }) else {
            return HostProblem(
                .deviceMissing, subject, "\(target) shows no LUN \(lun)",
                remedy: "check that the volume is online and that the array lets this initiator see it")
        }
        return nil
    }

    // MARK: Identity

    private func remember(_ unit: UnitAddress, _ subject: String) throws(HostFailure) -> HostProblem? {
        let observed = try reader.observe()
        guard let attachment = wanted.first(where: { $0.unit == unit }),
            case .same(let wwid) = UnitIdentity(of: attachment, on: observed)
        else {
            return HostProblem(
                .deviceIdentity, subject, "the devices of \(unit) changed while they were looked at",
                remedy: "run host apply again")
        }
        try changeState { $0.remember(HostState.Unit(attachment, wwid: wwid)) }
        return nil
    }

    private func appears(_ isThere: () -> Bool) async throws(HostFailure) -> Bool {
        try await timing.wait(atMost: Self.patience, every: Self.polling, until: isThere)
    }

    private func problem(of outcome: IscsiadmOutcome, _ subject: String, _ target: TargetPortal) -> HostProblem? {
        switch outcome {
        case .success, .alreadySo: nil
        case .retry(let cause):
            HostProblem(
                .pathMissing, subject, "\(target): \(cause)", remedy: "bring the path back and run host apply again")
        case .recordUnusable:
            HostProblem(
                .toolFailed, subject, "iscsiadm cannot use the record of \(target), though it was made anew",
                remedy: "delete it with iscsiadm -m node -T \(target.iqn) -p \(target.portal) -o delete and try again")
        case .permanent(let code, let cause, let remedy):
            HostProblem(code, subject, "\(target): \(cause)", remedy: remedy)
        }
    }
}

extension Timing {
    /// Looks at once, and then again and again. Whether it came true in time.
    func wait(
        atMost limit: Duration, every pause: Duration, until isTrue: () -> Bool
    ) async throws(HostFailure) -> Bool {
        let begun = now()
        while !isTrue() {
            guard now() - begun < limit else { return false }
            do { try await sleep(pause) } catch { throw .cancelled }
        }
        return true
    }
}
