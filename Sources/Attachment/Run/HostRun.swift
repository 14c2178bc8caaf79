package import StorageModel

/// What a run does at the moment, for those who show it.
package enum HostEvent: Sendable, Equatable {
    /// Another run has the lock of this host.
    case waitingForLock
    case started(PlannedHostStep)
    case finished(PlannedHostStep)
    case failed(PlannedHostStep, HostProblem)
}

/// Makes this host have what it is to have: looks, plans, does one step, and looks again.
package struct HostRun: Sendable {
    static let lockPath = "/run/lock/datera-apply.host"
    private static let lockPatience: Duration = .seconds(300)
    private static let lockPolling: Duration = .milliseconds(200)

    private let files: any HostFiles
    private let commands: any CommandRunner
    private let timing: Timing
    private let options: HostPlan.Options
    private let report: @Sendable (HostEvent) -> Void

    package init(
        _ files: any HostFiles, _ commands: any CommandRunner, timing: Timing, options: HostPlan.Options,
        report: @escaping @Sendable (HostEvent) -> Void = { _ in }
    ) {
        self.files = files
        self.commands = commands
        self.timing = timing
        self.options = options
        self.report = report
    }

    /// What `apply` would do. Of the host it changes nothing but that the kernel reads each device's identity again.
    package func plan(_ wanted: [WantedAttachment]) throws(HostFailure) -> HostReport {
        let (observed, unread) = try survey(wanted)
        let plan = HostPlan(wanted, on: observed, options)
        var result = HostReport(
            wanted, on: observed, options, problems: plan.problems, warnings: plan.warnings + unread, steps: plan.steps)
        // What the steps are about to mend is no problem yet.
        if !plan.steps.isEmpty { result.problems = plan.problems }
        return result
    }

    /// How things stand, what is to be done counted among what is missing.
    package func status(_ wanted: [WantedAttachment]) throws(HostFailure) -> HostReport {
        let (observed, unread) = try survey(wanted)
        let plan = HostPlan(wanted, on: observed, options)
        // Here a second host with this initiator name is a problem, not a warning.
        return HostReport(
            wanted, on: observed, options, problems: plan.problems + plan.warnings, warnings: unread,
            steps: plan.steps)
    }

    /// Carries a plan out, one run on a host at a time, until nothing is left to do or what is left has failed.
    package func apply(_ wanted: [WantedAttachment]) async throws(HostFailure) -> HostReport {
        let lock = try await hostLock()
        defer { lock.release() }
        try rescan(wanted)
        let runner = StepRunner(files: files, commands: commands, timing: timing, wanted: wanted)
        var failures = HostPlan.Failures()
        var problems: [HostProblem] = []
        var done: [PlannedHostStep] = []
        var observed = try HostReader(files).observe()
        var plan = HostPlan(wanted, on: observed, options)
        // A step is done only as the first of a plan: what is planned behind it counts on its success.
        while let next = plan.steps.first {
            report(.started(next))
            if let problem = try await failure(of: next, done, runner) {
                report(.failed(next, problem))
                problems.append(problem)
                failures.add(next.step)
            } else {
                report(.finished(next))
                done.append(next)
            }
            observed = try HostReader(files).observe()
            plan = HostPlan(wanted, on: observed, options, without: failures)
        }
        problems += plan.problems.filter { !problems.contains($0) }
        problems += try await readChecks(wanted, observed, done)
        return HostReport(
            wanted, on: observed, options, problems: problems, warnings: plan.warnings, steps: done)
    }

    /// - Returns: what is wrong; nil when the step is done.
    private func failure(
        of next: PlannedHostStep, _ done: [PlannedHostStep], _ runner: StepRunner
    ) async throws(HostFailure) -> HostProblem? {
        // After a purge the same steps come once more.
        let purge = done.lastIndex { $0.step == .forgetIdentity(next.step.unit ?? UnitAddress(iqn: "", lun: 0)) } ?? 0
        guard !done[purge...].contains(where: { $0.step == next.step }) else {
            return HostProblem(
                .toolFailed, next.subject, "could not \(next.step): it was done, and the host does not show it",
                remedy: "run host apply again; if it stays so, look at dmesg and the log of iscsid")
        }
        do throws(StepError) {
            try await runner.carryOut(next)
            return nil
        } catch {
            switch error {
            case .problem(let problem): return problem
            case .failure(let failure): throw failure
            }
        }
    }

    private func hostLock() async throws(HostFailure) -> HostLock {
        let begun = timing.now()
        var isTold = false
        while true {
            if let lock = try files.lock(Self.lockPath) { return lock }
            guard timing.now() - begun < Self.lockPatience else {
                throw .hostLocked(path: Self.lockPath, waited: Self.lockPatience)
            }
            if !isTold { report(.waitingForLock) }
            isTold = true
            do { try await timing.sleep(Self.lockPolling) } catch { throw .cancelled }
        }
    }

    // MARK: Looking

    private func survey(_ wanted: [WantedAttachment]) throws(HostFailure) -> (HostObservation, [HostProblem]) {
        var unread: [HostProblem] = []
        do throws(HostFailure) {
            try rescan(wanted)
        } catch .notPermitted(let path) {
            unread.append(
                HostProblem(
                    .notPermitted, "host", "\(path) may not be written, so identities are those of the last scan",
                    remedy: "run as root"))
        }
        return (try HostReader(files).observe(), unread)
    }

    /// Has the kernel read identity and size of every path anew. Without it sysfs shows those of an earlier volume,
    /// while reads and writes reach the one that has its LUN now (measured with Linux 6.1).
    private func rescan(_ wanted: [WantedAttachment]) throws(HostFailure) {
        let sysfs = SysfsReader(files)
        let writer = SysfsWriter(files: files)
        let units = Set(wanted.map(\.unit))
        // One that is down would hold up this run until its session is given up.
        for session in sysfs.sessions()
        where session.isLoggedIn && units.contains(where: { $0.iqn == session.target.iqn }) {
            for device in sysfs.devices(of: session) where units.contains(device.unit) && device.isRunning {
                do throws(HostFailure) {
                    try writer.rescan(device)
                } catch .noSuchFile {
                    continue
                }
            }
        }
    }

    // MARK: Proof

    /// A read that goes to the disk must work before a path is shown. Nothing is read of what was not touched.
    private func readChecks(
        _ wanted: [WantedAttachment], _ observed: HostObservation, _ done: [PlannedHostStep]
    ) async throws(HostFailure) -> [HostProblem] {
        var problems: [HostProblem] = []
        let touched = wanted.filter { unit in
            done.contains { $0.step.unit == unit.unit || $0.step.unit == nil && $0.step.iqn == unit.iqn }
        }
        if !touched.isEmpty { _ = try await run("udevadm", ["settle", "--timeout=10"]) }
        for unit in touched {
            guard case .same(let wwid) = UnitIdentity(of: unit, on: observed), let map = observed.map(ofWWID: wwid)
            else { continue }
            let read = ["if=\(map.devicePath)", "of=/dev/null", "bs=4096", "count=1", "iflag=direct", "status=none"]
            let result = try await run("dd", read)
            guard !result.isSuccess else { continue }
            problems.append(
                HostProblem(
                    .notReadable, unit.volume,
                    "\(map.devicePath) cannot be read: \(result.errorText.trimmed.shown(limit: 200))",
                    remedy: "look at `multipath -ll \(map.name)` and dmesg"))
        }
        return problems
    }

    private func run(_ program: String, _ arguments: [String]) async throws(HostFailure) -> CommandResult {
        do throws(CommandFailure) {
            return try await commands.run(HostCommand(program, arguments, deadline: .seconds(30)))
        } catch {
            throw .command(error)
        }
    }
}
