/// Plans what goes of a target: units that are not wanted any more, then sessions and records that nothing needs.
///
/// Sessions are found by the name of their target, never through a device: the volume may be gone already.
struct DetachPlanner {
    private let observed: HostObservation
    private let failures: HostPlan.Failures
    private let stack: String

    /// - Parameter stack: whose volumes may go.
    init(_ observed: HostObservation, _ failures: HostPlan.Failures, stack: String) {
        self.stack = stack
        self.observed = observed
        self.failures = failures
    }

    func plan(_ iqn: String, stillWanted: [WantedAttachment], _ draft: inout HostPlanDraft) {
        let wanted = Set(stillWanted.map(\.unit))
        let recorded = observed.state.units.filter { $0.iqn == iqn }
        let gone = recorded.filter { $0.stack == stack && !wanted.contains($0.address) }
        var isHeld =
            recorded.contains { $0.stack != stack }
            || observed.state.claims.contains { $0.iqn == iqn && $0.stack != stack }
        var deleted: Set<String> = []
        for unit in gone {
            guard !failures.units.contains(unit.address) else {
                isHeld = true
                continue
            }
            let removal = DeviceRemoval(of: unit.address, wwid: unit.wwid, observed)
            if let refusal = removal.refusal {
                isHeld = true
                draft.problems.append(Self.inUse(unit, refusal, removal.uses))
                continue
            }
            for step in removal.steps {
                draft.add(step, unit.volume, because: "it is not to be attached any more")
                if case .deleteDevice(_, let place, _) = step { deleted.insert(place) }
            }
            draft.add(.forget(unit.address), unit.volume, because: "nothing of it is left")
        }
        guard wanted.isEmpty, !isHeld else { return }
        leave(iqn, deleted, gone.first?.volume ?? iqn, &draft)
    }

    /// Logs out of every session to the target, of whatever interface, unless one has a device that something holds.
    private func leave(_ iqn: String, _ deleted: Set<String>, _ subject: String, _ draft: inout HostPlanDraft) {
        let sessions = observed.sessions(of: iqn).filter { observed.state.claims($0.target) }
        let held = observed.devices.first { device in
            sessions.contains { $0.id == device.session } && !deleted.contains(device.place)
                && (!device.uses.isEmpty || observed.map(holding: device) != nil)
        }
        if let held {
            draft.warnings.append(
                HostProblem(
                    .deviceInUse, subject,
                    "the session to \(iqn) stays: \(held.shownName) (LUN \(held.unit.lun)) is in use",
                    remedy: "it ends with the first host apply after that"))
            return
        }
        let claims = observed.state.claims.map(\.target).filter { $0.iqn == iqn }
        guard failures.portals.isDisjoint(with: claims) else { return }
        for session in sessions {
            draft.add(
                .logOut(session.target, session: session.id), subject, because: "no volume of the target is wanted")
        }
        for target in claims {
            draft.add(.deleteRecord(target), subject, because: "no volume of the target is wanted")
        }
    }

    private static func inUse(_ unit: HostState.Unit, _ refusal: String, _ uses: [DeviceUse]) -> HostProblem {
        let list = uses.isEmpty ? "" : ": " + uses.map(\.description).joined(separator: "; ")
        return HostProblem(
            .deviceInUse, unit.volume, "it is not to be attached any more, and \(refusal)\(list)",
            remedy: "unmount it, deactivate what is on top of it, and run host apply again")
    }
}

/// How the devices of a unit go, and what forbids it. Touches only devices of sessions that are this tool's.
struct DeviceRemoval {
    let steps: [HostStep]
    /// What uses them.
    let uses: [DeviceUse]
    /// Why they must stay; nil when nothing forbids it.
    let refusal: String?

    /// - Parameter wwid: the recorded one, by which a map without paths is found.
    init(of unit: UnitAddress, wwid: String?, _ observed: HostObservation) {
        let all = observed.devices(of: unit)
        let claimed = Set(observed.sessions.filter { observed.state.claims($0.target) }.map(\.id))
        let own = all.filter { claimed.contains($0.session) }
        let names = Set(own.compactMap(\.name))
        let maps = observed.maps.filter { map in
            map.paths.contains(where: names.contains) || map.paths.isEmpty && map.wwid == wwid
        }
        uses = maps.flatMap(\.uses) + own.flatMap(\.uses)
        if !uses.isEmpty {
            refusal = "it is in use"
        } else if let shared = maps.first(where: { !names.isSuperset(of: $0.paths) }) {
            refusal = "its map \(shared.name) has paths of sessions that datera-apply has not made"
        } else {
            refusal = nil
        }
        steps =
            maps.map { .flushMap(unit, name: $0.name, wwid: $0.wwid) }
            + own.map { .deleteDevice(unit, place: $0.place, name: $0.name) }
    }
}
