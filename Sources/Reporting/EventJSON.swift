import Execution
import Planning
import StorageModel

/// What happens during an apply as JSON, one object a line: for `--json`, and for the journal.
///
/// `format_version` in the first event grows its minor part with added keys and types, its major part with changed ones.
package enum EventJSON {
    package static let formatVersion = "1.3"

    /// - Parameters:
    ///   - run: what the events of one run have in common, and those of no other.
    ///   - time: `2026-11-21T04:22:04.123Z`
    package static func line(_ event: RunEvent, of run: String, at time: String) -> String {
        var entry = Entry(event)
        (entry.run, entry.time) = (run, time)
        return JSONText.line(entry)
    }

    /// A value that was reviewed, and what it is now.
    private struct Difference: Encodable {
        var field: String
        var then: String?
        var now: String?
    }

    private struct Entry: Encodable {
        var type: String
        var time = ""
        var run = ""
        var verb: String?
        var user: String?
        var host: String?
        var login: String?
        var array: String?
        var clusterUuid: String?
        var digest: String?
        var commit: String?
        var formatVersion: String?
        var version: String?
        var stack: String?
        var pid: Int?
        var id: String?
        var address: String?
        var reason: String?
        var risk: String?
        var error: String?
        var steps: Int?
        var done: Int?
        var failed: Int?
        var skipped: Int?
        var running: [String]?
        var windowsLeftOpen: [String]?
        var holder: String?
        var lease: String?
        var expires: String?
        var tookOver: Bool?
        var exitCode: Int?
        var differences: [Difference]?
        var phase: String?
        var bytes: Int?
        var total: Int?
        var rate: Int?
        var etaSeconds: Int?

        init(_ type: String) { self.type = type }

        init(_ event: RunEvent) {
            switch event {
            case .version(let version):
                self.init("version")
                self.version = version
                formatVersion = EventJSON.formatVersion
            case .applyStart(let start):
                self.init("apply_start")
                (stack, verb, steps, pid) = (start.stack, start.verb, start.steps, start.pid)
                (user, host, login) = (start.user, start.host, start.login)
                (array, clusterUuid, digest) = (start.array, start.clusterUuid, start.digest)
                (commit, version) = (start.commit, start.version)
            case .apply(let event): self.init(event)
            case .heartbeat(let done, let steps, let running):
                self.init("heartbeat")
                (self.done, self.steps, self.running) = (done, steps, running)
            case .stale(let object):
                self.init("stale")
                address = object.address
                differences = object.rows.map {
                    Difference(field: $0.label, then: $0.then?.text, now: $0.now?.text)
                }
            case .problem(let text):
                self.init("error")
                error = text
            case .summary(let exitCode, let summary):
                self.init("run_summary")
                self.exitCode = exitCode
                done = summary?.done.count ?? 0
                failed = summary?.failed.count ?? 0
                skipped = summary?.skipped.count ?? 0
                windowsLeftOpen = summary?.windowsLeftOpen.map(\.description) ?? []
            }
        }

        init(_ event: ApplyEvent) {
            switch event {
            case .leaseAwaited(let reading):
                self.init("lock_awaited")
                take(reading.record)
            case .leaseAcquired(let record, let tookOver):
                self.init("lock_acquired")
                take(record)
                self.tookOver = tookOver
            case .leaseLost(let reason):
                self.init("lock_lost")
                self.reason = reason
            case .leaseReleased: self.init("lock_released")
            case .leaseLeft(let record, let failure):
                self.init("lock_left")
                take(record)
                error = "\(failure)"
            case .interrupted: self.init("interrupted")
            case .begun(let steps):
                self.init("steps_begin")
                self.steps = steps
            case .started(let step):
                self.init("step_start")
                take(step)
                reason = step.reason
                risk = step.risk.rawValue
            case .imageProgress(let step, let progress):
                self.init("image_progress")
                take(step)
                (phase, bytes) = (progress.phase.rawValue, progress.bytes)
                total = progress.total > 0 ? progress.total : nil
                (rate, etaSeconds) = (progress.rate, progress.secondsLeft)
            case .finished(let step):
                self.init("step_complete")
                take(step)
            case .failed(let step, let failure):
                self.init("step_failed")
                take(step)
                error = "\(failure)"
            case .skipped(let step):
                self.init("step_skipped")
                take(step)
            case .undoing(let step):
                self.init("window_closing")
                take(step)
            case .undone(let step):
                self.init("window_closed")
                take(step)
            case .undoFailed(let step, let failure):
                self.init("window_left_open")
                take(step)
                error = "\(failure)"
            }
        }

        private mutating func take(_ step: Step) { (id, address) = (step.id, step.address.description) }

        private mutating func take(_ record: LeaseRecord?) {
            holder = record?.holder.description
            lease = record?.nonce
            expires = record.map { $0.expiry.iso8601 + "Z" }
        }
    }
}

extension FieldValue {
    fileprivate var text: String { lines.joined(separator: ", ") }
}
