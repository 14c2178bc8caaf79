package import StorageModel

/// How the volumes of this host stand, for those who print it.
package struct HostReport: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        case converged
        /// Something is missing; running again may bring it.
        case incomplete
        /// The user has to act first.
        case blocked
    }

    /// One for each wanted volume, in the order of their targets.
    package var attachments: [AttachmentReport]
    package var problems: [HostProblem]
    package var warnings: [HostProblem]
    /// What was done; of a report that changes nothing, what is to be done.
    package var steps: [PlannedHostStep]

    package var outcome: Outcome {
        if problems.contains(where: \.code.isBlock) { return .blocked }
        return problems.isEmpty ? .converged : .incomplete
    }

    /// - Parameter problems: of the run, besides those that can be seen.
    init(
        _ wanted: [WantedAttachment], on observed: HostObservation, _ options: HostPlan.Options,
        problems: [HostProblem], warnings: [HostProblem], steps: [PlannedHostStep]
    ) {
        self.problems = problems
        self.warnings = warnings
        self.steps = steps
        attachments = wanted.sorted { $0.unit < $1.unit }.map { AttachmentReport($0, on: observed) }
        // A host that cannot attach anything has no paths, which needs no line for each volume.
        let isReady = !problems.contains { $0.code == .hostPrerequisite }
        for index in attachments.indices {
            let attachment = attachments[index]
            let known = self.problems.filter { $0.isAbout(attachment.volume) }
            let required = options.requiredPaths ?? attachment.paths.count
            let healthy = attachment.paths.count { $0.state == .up }
            if isReady, healthy < required, !known.contains(where: \.code.isBlock) {
                self.problems.append(attachment.pathMissing(healthy: healthy))
            }
            // A device that may be another volume, or cannot be read, is not shown to anybody who might write to it.
            let about = self.problems.filter { $0.isAbout(attachment.volume) }
            let isUnsafe = about.contains { [.deviceIdentity, .deviceInUse, .notReadable].contains($0.code) }
            if isUnsafe || healthy == 0 { attachments[index].devicePath = nil }
            attachments[index].problems = about
        }
    }
}

extension HostProblem {
    /// The subject of a problem of a target is all of its volumes.
    fileprivate func isAbout(_ volume: String) -> Bool {
        subject == volume || subject.split(separator: ",").contains { String($0).trimmed == volume }
    }
}

/// How one volume stands.
package struct AttachmentReport: Sendable, Equatable {
    package enum State: String, Sendable {
        case attached
        /// It can be used, and something of it is missing.
        case degraded
        case missing
    }

    package struct Path: Sendable, Equatable {
        package enum State: String, Sendable {
            case up
            case sessionDown = "session_down"
            case noSession = "no_session"
            case noDevice = "no_device"
            case deviceDown = "device_down"
        }

        package var portal: Portal
        package var device: String?
        package var state: State
    }

    package var volume: String
    package var id: String
    package var size: Gibibytes
    package var unit: UnitAddress
    package var portals: [Portal]
    package var chapUser: String?
    package var wwid: String?
    /// `/dev/mapper/NAME`; nil while the volume must not or cannot be used.
    package var devicePath: String?
    package var paths: [Path]
    package var problems: [HostProblem] = []

    package var state: State {
        guard devicePath != nil else { return .missing }
        return problems.isEmpty ? .attached : .degraded
    }

    init(_ wanted: WantedAttachment, on observed: HostObservation) {
        volume = wanted.volume
        id = wanted.id
        size = wanted.size
        unit = wanted.unit
        portals = wanted.portals
        chapUser = wanted.login.user
        paths = wanted.targetPortals.map { Self.path($0, wanted.unit, observed) }
        guard case .same(let wwid) = UnitIdentity(of: wanted, on: observed) else { return }
        self.wwid = wwid
        // Only what was recorded is shown: the next run must be able to tell whether it is still the same.
        guard observed.state.unit(at: wanted.unit)?.wwid == wwid else { return }
        devicePath = observed.map(ofWWID: wwid).flatMap { $0.paths.isEmpty ? nil : $0.devicePath }
    }

    private static func path(_ target: TargetPortal, _ unit: UnitAddress, _ observed: HostObservation) -> Path {
        let sessions = observed.sessions(at: target)
        let devices = observed.devices(of: unit).filter { device in sessions.contains { $0.id == device.session } }
        let state: Path.State
        if observed.isHealthy(target, for: unit) {
            state = .up
        } else if sessions.isEmpty {
            state = .noSession
        } else if !sessions.contains(where: \.isLoggedIn) {
            state = .sessionDown
        } else {
            state = devices.isEmpty ? .noDevice : .deviceDown
        }
        return Path(portal: target.portal, device: devices.first?.name, state: state)
    }

    fileprivate func pathMissing(healthy: Int) -> HostProblem {
        let down = paths.filter { $0.state != .up }.map { path in
            switch path.state {
            case .up: ""
            case .sessionDown: "the session to \(path.portal) is down"
            case .noSession: "\(path.portal) has no session"
            case .noDevice: "the session to \(path.portal) shows no LUN \(unit.lun)"
            case .deviceDown: "\(path.device ?? "the device") through \(path.portal) is not running"
            }
        }
        return HostProblem(
            .pathMissing, volume, "\(healthy) of \(paths.count) paths: \(down.joined(separator: ", "))",
            remedy:
                "bring the path back; a session that is down logs in again by itself, for a missing one run host apply")
    }
}
