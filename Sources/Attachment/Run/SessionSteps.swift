import StorageModel

/// The steps that concern sessions, and the LUNs that they show.
struct SessionSteps {
    let files: any HostFiles
    let iscsiadm: Iscsiadm
    let timing: Timing
    let records: RecordSteps
    let subject: String

    private var sysfs: SysfsReader { SysfsReader(files) }

    func logIn(_ target: TargetPortal) async throws(HostFailure) -> HostProblem? {
        var outcome = try await iscsiadm.run(.logIn, target)
        if outcome == .recordUnusable { outcome = try await records.recreate(target) }
        if let problem = outcome.problem(subject, target) { return problem }
        // 15, "session exists", says nothing of which session: only sysfs counts.
        guard try await timing.wait(until: { sysfs.sessions().contains { $0.target == target } }) else {
            return HostProblem(
                .pathMissing, subject, "iscsiadm logged in to \(target), and sysfs shows no session of it",
                remedy: "look at the log of iscsid (journalctl -u iscsid)")
        }
        return nil
    }

    func logOut(_ target: TargetPortal, _ session: Int) async throws(HostFailure) -> HostProblem? {
        let observed = try HostReader(files).observe()
        guard observed.sessions.contains(where: { $0.id == session && $0.target == target }) else { return nil }
        // Whatever the plan was made from: what something holds keeps its session.
        let held = observed.devices.first { device in
            device.session == session && (!device.uses.isEmpty || observed.map(holding: device) != nil)
        }
        if let held {
            return HostProblem(
                .deviceInUse, subject, "the session to \(target) stays: \(held.shownName) is in use",
                remedy: "run host apply again when it is not")
        }
        if let problem = try await iscsiadm.logOut(session: session).problem(subject, target) { return problem }
        guard try await timing.wait(until: { !sysfs.sessions().contains { $0.id == session } }) else {
            return HostProblem(
                .leftover, subject, "the session to \(target) is still there after the logout",
                remedy: "run host apply again")
        }
        return nil
    }

    /// Adds one LUN to each session at a portal that does not have it.
    func scan(_ target: TargetPortal, _ lun: Int) async throws(HostFailure) -> HostProblem? {
        let unit = UnitAddress(iqn: target.iqn, lun: lun)
        let lacking = { () -> [ObservedSession] in
            sysfs.sessions().filter { session in
                session.target == target && session.isLoggedIn
                    && !sysfs.devices(of: session).contains { $0.unit == unit && $0.name != nil && $0.wwid != nil }
            }
        }
        for session in lacking() { try SysfsWriter(files: files).scan(session, lun: lun) }
        guard try await timing.wait(until: { lacking().isEmpty }) else {
            return HostProblem(
                .deviceMissing, subject, "\(target) shows no LUN \(lun)",
                remedy: "check that the volume is online and that the array lets this initiator see it")
        }
        return nil
    }
}

/// Asks the kernel, by attributes of sysfs, to look at devices again, to add one, or to let one go.
struct SysfsWriter {
    let files: any HostFiles

    /// Reads identity and size of a device again: sysfs shows those of the last time, also when the target has another
    /// volume there by now.
    func rescan(_ device: ObservedDevice) throws(HostFailure) {
        try files.write("1", to: "\(SysfsReader.folder(of: device))/rescan")
    }

    /// Adds one LUN of a session, and no other.
    func scan(_ session: ObservedSession, lun: Int) throws(HostFailure) {
        let folder = SysfsReader.folder(ofSession: session.id)
        // `target2:0:0` where the session has devices; of a new session both numbers are 0.
        let known = files.list(folder).first { $0.hasPrefix("target") }?.split(separator: ":") ?? []
        let (channel, target) = known.count == 3 ? (known[1], known[2]) : ("0", "0")
        try files.write("\(channel) \(target) \(lun)", to: "/sys/class/scsi_host/host\(session.host)/scan")
    }

    func delete(_ device: ObservedDevice) throws(HostFailure) {
        try files.write("1", to: "\(SysfsReader.folder(of: device))/delete")
    }
}
