import Configuring
import Execution
import Planning
import Reporting
import StorageModel

/// How the last run of a stack stands.
enum RunState {
    case idle
    /// One is in progress, or may be: its lease is valid.
    case running(LeaseReading)
    case interrupted(InterruptedRun)

    var interruption: InterruptedRun? {
        if case .interrupted(let run) = self { run } else { nil }
    }
}

/// What the array and the journal of this machine know of the runs of a stack.
struct RunRecords {
    let composition: Composition
    let stack: String
    /// What `apply` was given, for a command line to paste.
    let files: [String]

    /// As much of a journal as holds the last run in most cases.
    private static let tail = 512 << 10

    /// - Parameter observed: shows whether there is a lease; only then is the array asked for it.
    func state(
        in observed: ObservedState, on array: any LeaseStore
    ) async throws(ArrayFailure) -> RunState {
        guard observed.hasLease(of: stack), let reading = try await array.lease(of: stack) else {
            return lastRun(on: observed.cluster).flatMap(interruption).map(RunState.interrupted) ?? .idle
        }
        guard let record = reading.record, composition.leaseKeeper(array, stack: stack).mayTakeOver(reading) else {
            return .running(reading)
        }
        let recorded = runs(where: { $0.start.pid == record.holder.pid && $0.start.host == record.holder.host }).last
        return .interrupted(
            InterruptedRun(
                stack: stack, holder: record.holder, leaseExpiry: record.quietSeconds == nil ? record.expiry : nil,
                time: recorded?.lastTime,
                steps: recorded.map { InterruptedRun.Steps(done: $0.done, total: $0.start.steps) },
                verb: recorded?.start.verb, remedy: remedy(for: recorded?.start.verb)))
    }

    /// The last run that has changed something, or that was stopped.
    func lastRun(on cluster: ObservedCluster) -> RecordedRun? {
        runs { run in
            run.start.clusterUuid == cluster.uuid && (run.done > 0 || run.failed > 0 || run.exitCode == 0)
        }.last
    }

    /// Nil for a run that has done all its steps.
    private func interruption(_ run: RecordedRun) -> InterruptedRun? {
        guard run.exitCode != 0, run.done < run.start.steps, let host = run.start.host else { return nil }
        return InterruptedRun(
            stack: stack, holder: LeaseHolder(host: host, realm: "", pid: run.start.pid), time: run.lastTime,
            steps: InterruptedRun.Steps(done: run.done, total: run.start.steps), verb: run.start.verb,
            remedy: remedy(for: run.start.verb))
    }

    private func remedy(for verb: String?) -> String? {
        guard verb ?? "apply" == "apply", !files.isEmpty, !files.contains(where: FileContent.isStandardInput) else {
            return nil
        }
        return "datera-apply apply " + files.map { "-f \(Self.quoted($0))" }.joined(separator: " ")
    }

    /// The last ones, oldest first.
    private func runs(where isMeant: (RecordedRun) -> Bool) -> [RecordedRun] {
        guard let path = JournalPath.standard(for: stack, environment: composition.environment),
            let journal = try? FileContent(of: path, limit: 2 * JournalPath.limit)
        else { return [] }
        let end = String(decoding: journal.bytes.suffix(Self.tail), as: UTF8.self)
        let recent = JournalHistory.runs(in: end).filter(isMeant)
        guard recent.isEmpty, journal.bytes.count > Self.tail else { return recent }
        return JournalHistory.runs(in: journal.text).filter(isMeant)
    }

    /// For a shell.
    private static func quoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/+@%".utf8).contains(byte)
        }
        return plain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
