/// Plans what is missing between the sessions of a target and the device of one of its volumes.
struct UnitPlanner {
    private let wanted: WantedAttachment
    private let observed: HostObservation
    private let options: HostPlan.Options
    private let failures: HostPlan.Failures
    private let devices: [ObservedDevice]

    init(
        _ wanted: WantedAttachment, _ observed: HostObservation, _ options: HostPlan.Options,
        _ failures: HostPlan.Failures
    ) {
        self.wanted = wanted
        self.observed = observed
        self.options = options
        self.failures = failures
        devices = observed.devices(of: wanted.unit)
    }

    /// - Parameter reachable: portals with a session, or that will have one.
    func plan(_ reachable: Set<TargetPortal>, _ draft: inout HostPlanDraft) {
        switch UnitIdentity(of: wanted, on: observed) {
        case .noDevice:
            // The last steps of a purge, also of one that was stopped: nothing is left that could be the wrong one.
            if options.purgesStale, observed.state.unit(at: wanted.unit)?.wwid != nil {
                draft.add(.forgetIdentity(wanted.unit), wanted.volume, because: "--purge-stale looks again")
            }
            if scan(reachable, &draft) { attach(&draft) }
        case .notReady(let device):
            draft.problems.append(
                HostProblem(
                    .deviceMissing, wanted.volume, "the kernel has not read the device \(device) of \(wanted.unit)",
                    remedy: "run host apply again; if it stays so, look at dmesg"))
        case .other(let reason): replace(reason, reachable, &draft)
        case .same(let wwid):
            scan(reachable, &draft)
            complete(wwid, &draft)
        }
    }

    /// Every path has its device before the map is looked at.
    @discardableResult
    private func scan(_ reachable: Set<TargetPortal>, _ draft: inout HostPlanDraft) -> Bool {
        var isPlanned = false
        for target in wanted.targetPortals where reachable.contains(target) {
            let step = HostStep.scan(target, lun: wanted.unit.lun)
            let sessions = observed.sessions(at: target)
            let lacks =
                sessions.isEmpty
                || sessions.contains { session in
                    session.isLoggedIn && !devices.contains { $0.session == session.id }
                }
            guard lacks, !failures.steps.contains(step) else { continue }
            draft.add(step, wanted.volume, because: "the session has no device for it")
            isPlanned = true
        }
        return isPlanned
    }

    /// For a volume of which no device has been seen: what comes after the scan.
    private func attach(_ draft: inout HostPlanDraft) {
        draft.add(.remember(wanted.unit), wanted.volume, because: "it is seen for the first time")
        draft.add(.assembleMap(wanted.unit), wanted.volume, because: "it has no multipath map")
    }

    private func complete(_ wwid: String, _ draft: inout HostPlanDraft) {
        let uses = devices.flatMap(\.uses)
        guard uses.isEmpty else {
            draft.problems.append(
                Self.inUse(wanted.volume, uses, "a single path of it is used without the multipath map"))
            return
        }
        if observed.state.unit(at: wanted.unit) != HostState.Unit(wanted, wwid: wwid) {
            let isNew = observed.state.unit(at: wanted.unit)?.wwid == nil
            draft.add(
                .remember(wanted.unit), wanted.volume,
                because: isNew ? "it is seen for the first time" : "what was recorded has changed")
        }
        let map = observed.map(ofWWID: wwid)
        if devices.contains(where: { $0.bytes < wanted.bytes }) || (map?.bytes ?? wanted.bytes) < wanted.bytes {
            guard extend(&draft) else { return }
        }
        let missing = devices.compactMap(\.name).filter { !(map?.paths.contains($0) ?? false) }
        guard !missing.isEmpty else { return }
        draft.add(
            .assembleMap(wanted.unit), wanted.volume,
            because: map == nil
                ? "it has no multipath map" : "its map lacks \(missing.joined(separator: ", "))")
    }

    /// - Returns: whether it is planned. A path that is down would stay smaller than the others, and multipathd would
    ///   refuse it when it comes back.
    private func extend(_ draft: inout HostPlanDraft) -> Bool {
        let down = wanted.targetPortals.filter { !observed.isHealthy($0, for: wanted.unit) }
        guard down.isEmpty else {
            let list = down.map(\.portal.description).joined(separator: ", ")
            draft.problems.append(
                HostProblem(
                    .extendWaits, wanted.volume,
                    "it is to have \(wanted.size), and is not extended while a path is down: \(list)",
                    remedy: "bring the path back and run host apply again"))
            return false
        }
        draft.add(
            .extend(wanted.unit, bytes: wanted.bytes), wanted.volume,
            because: "the array has \(wanted.size), this host less")
        return true
    }

    /// Another device than the recorded one: refused, or purged where that was asked for.
    private func replace(_ reason: String, _ reachable: Set<TargetPortal>, _ draft: inout HostPlanDraft) {
        guard options.purgesStale else {
            draft.problems.append(
                HostProblem(
                    .deviceIdentity, wanted.volume, reason,
                    remedy: "do not use the device; if the array is right, run host apply --purge-stale, which deletes "
                        + "devices that nothing uses and looks again"))
            return
        }
        let removal = DeviceRemoval(of: wanted.unit, wwid: observed.state.unit(at: wanted.unit)?.wwid, observed)
        if let refusal = removal.refusal {
            draft.problems.append(Self.inUse(wanted.volume, removal.uses, "\(reason), and \(refusal)"))
            return
        }
        for step in removal.steps { draft.add(step, wanted.volume, because: reason) }
        draft.add(.forgetIdentity(wanted.unit), wanted.volume, because: "--purge-stale looks again")
        for target in wanted.targetPortals where reachable.contains(target) {
            draft.add(.scan(target, lun: wanted.unit.lun), wanted.volume, because: "the device was purged")
        }
        attach(&draft)
    }

    private static func inUse(_ volume: String, _ uses: [DeviceUse], _ message: String) -> HostProblem {
        let list = uses.isEmpty ? "" : ": " + uses.map(\.description).joined(separator: "; ")
        return HostProblem(
            .deviceInUse, volume, message + list,
            remedy: "unmount it, deactivate what is on top of it, and run host apply again")
    }
}

extension HostObservation {
    /// Whether a volume has a path through a portal that works.
    package func isHealthy(_ target: TargetPortal, for unit: UnitAddress) -> Bool {
        sessions(at: target).contains { session in
            session.isLoggedIn
                && devices(of: unit).contains { $0.session == session.id && $0.isRunning && $0.bytes > 0 }
        }
    }
}
