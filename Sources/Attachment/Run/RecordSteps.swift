import StorageModel

/// The steps that concern node records.
struct RecordSteps {
    let files: any HostFiles
    let iscsiadm: Iscsiadm
    let timing: Timing
    let wanted: [WantedAttachment]
    let subject: String

    func claim(_ target: TargetPortal) throws(HostFailure) {
        let stack = wanted.first { $0.targetPortals.contains(target) }?.stack ?? ""
        try HostState.change(in: files) { $0.claim(target, for: stack) }
    }

    /// The claim comes first: a run that is killed in between must not leave a record that is not known as ours.
    func create(_ target: TargetPortal) async throws(HostFailure) -> HostProblem? {
        try claim(target)
        return try await iscsiadm.run(.createRecord, target).problem(subject, target)
    }

    /// Rewrites the file under open-iscsi's lock: iscsiadm takes a password only as an argument, which every user of the
    /// host can read while it runs.
    func write(_ settings: RecordSettings, _ target: TargetPortal) async throws(HostFailure) -> HostProblem? {
        let records = try HostReader(files).observe().records.filter { $0.target == target }
        guard !records.isEmpty else {
            return HostProblem(
                .toolFailed, subject, "iscsiadm made no record of \(target)", remedy: "check /etc/iscsi/nodes")
        }
        try await RecordLock(files, timing: timing).withLock { () throws(HostFailure) in
            for record in records {
                // Read again below the lock: another program may just have changed it.
                let text = String(decoding: try files.bytes(of: record.path), as: UTF8.self)
                let folder = NodeRecord.folders.first { record.path.hasPrefix($0) }
                    .map { String($0.dropLast("/nodes".count)) }
                try files.replace(record.path, with: try RecordText.text(text, with: settings), draftIn: folder)
            }
        }
        return nil
    }

    func delete(_ target: TargetPortal) async throws(HostFailure) -> HostProblem? {
        if try HostReader(files).observe().record(of: target) != nil {
            if let problem = try await iscsiadm.run(.deleteRecord, target).problem(subject, target) { return problem }
        }
        try HostState.change(in: files) { state in state.claims.removeAll { $0.target == target } }
        return nil
    }

    /// A record that this open-iscsi cannot read is made anew, once, with what it has to say.
    ///
    /// - Returns: how the login with the new one ended.
    func recreate(_ target: TargetPortal) async throws(HostFailure) -> IscsiadmOutcome {
        let login = wanted.first { $0.targetPortals.contains(target) }?.login ?? .none
        guard login.isComplete else {
            return .permanent(
                .secretMissing, "its record cannot be used, and the CHAP password is known to the record alone",
                remedy: "run host apply without --cached")
        }
        _ = try await iscsiadm.run(.deleteRecord, target)
        let made = try await iscsiadm.run(.createRecord, target)
        guard made == .success || made == .alreadySo else { return made }
        if try await write(RecordSettings(login), target) != nil { return .recordUnusable }
        return try await iscsiadm.run(.logIn, target)
    }
}

extension IscsiadmOutcome {
    /// What the user is told; nil when all is well.
    func problem(_ subject: String, _ target: TargetPortal) -> HostProblem? {
        switch self {
        case .success, .alreadySo: nil
        case .retry(let cause):
            HostProblem(
                .pathMissing, subject, "\(target): \(cause)", remedy: "bring the path back, then run host apply")
        case .recordUnusable:
            HostProblem(
                .toolFailed, subject, "iscsiadm cannot use the record of \(target), though it was made anew",
                remedy: "delete it with iscsiadm -m node -T \(target.iqn) -p \(target.portal) -o delete and try again")
        case .permanent(let code, let cause, let remedy):
            HostProblem(code, subject, "\(target): \(cause)", remedy: remedy)
        }
    }
}
