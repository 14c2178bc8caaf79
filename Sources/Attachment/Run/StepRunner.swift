import StorageModel

/// Why a step was not done: what the user is told, or what ends the whole run.
enum StepError: Error {
    case problem(HostProblem)
    case failure(HostFailure)
}

/// Carries out one step of a plan. Looks at the host itself where a step needs what earlier ones have made.
struct StepRunner {
    let files: any HostFiles
    let commands: any CommandRunner
    let timing: Timing
    let wanted: [WantedAttachment]

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
            try records(subject).claim(target)
            return nil
        case .createRecord(let target): return try await records(subject).create(target)
        case .writeRecord(let target, let settings): return try await records(subject).write(settings, target)
        case .deleteRecord(let target): return try await records(subject).delete(target)
        case .logIn(let target): return try await sessions(subject).logIn(target)
        case .logOut(let target, let session): return try await sessions(subject).logOut(target, session)
        case .scan(let target, let lun): return try await sessions(subject).scan(target, lun)
        case .assembleMap(let unit): return try await devices(subject).assemble(unit)
        case .extend(let unit, let bytes): return try await devices(subject).extend(unit, to: bytes)
        case .flushMap(let unit, let name, let wwid):
            return try await devices(subject).flush(unit, name, wwid: wwid)
        case .deleteDevice(let unit, let place, _): return try await devices(subject).delete(place, of: unit)
        case .remember(let unit): return try remember(unit, subject)
        case .forgetIdentity(let unit):
            try HostState.change(in: files) { state in
                for index in state.units.indices where state.units[index].address == unit {
                    state.units[index].wwid = nil
                }
            }
            return nil
        case .forget(let unit):
            try HostState.change(in: files) { $0.units.removeAll { $0.address == unit } }
            return nil
        }
    }

    private func records(_ subject: String) -> RecordSteps {
        RecordSteps(
            files: files, iscsiadm: Iscsiadm(commands: commands, timing: timing), timing: timing, wanted: wanted,
            subject: subject)
    }

    private func sessions(_ subject: String) -> SessionSteps {
        SessionSteps(
            files: files, iscsiadm: Iscsiadm(commands: commands, timing: timing), timing: timing,
            records: records(subject), subject: subject)
    }

    private func devices(_ subject: String) -> DeviceSteps {
        DeviceSteps(files: files, commands: commands, timing: timing, subject: subject)
    }

    private func remember(_ unit: UnitAddress, _ subject: String) throws(HostFailure) -> HostProblem? {
        let observed = try HostReader(files).observe()
        guard let attachment = wanted.first(where: { $0.unit == unit }),
            case .same(let wwid) = UnitIdentity(of: attachment, on: observed)
        else {
            return HostProblem(
                .deviceIdentity, subject, "the devices of \(unit) changed while they were looked at",
                remedy: "run host apply again")
        }
        try HostState.change(in: files) { $0.remember(HostState.Unit(attachment, wwid: wwid)) }
        return nil
    }
}

extension Timing {
    /// Looks at once, and then again and again. Whether it came true in time.
    func wait(
        atMost limit: Duration = .seconds(30), every pause: Duration = .milliseconds(200), until isTrue: () -> Bool
    ) async throws(HostFailure) -> Bool {
        let begun = now()
        while !isTrue() {
            guard now() - begun < limit else { return false }
            do { try await self.sleep(pause) } catch { throw .cancelled }
        }
        return true
    }
}
