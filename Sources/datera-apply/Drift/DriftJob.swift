import DSPClient
import Planning
import Reporting
import StorageModel

/// What `drift` does besides its report when it runs as a job.
struct DriftJob {
    let composition: Composition
    let flags: DriftFlags
    let authorityFile: String?
    private let start: ContinuousClock.Instant

    init(composition: Composition, flags: DriftFlags, authorityFile: String?) {
        self.composition = composition
        self.flags = flags
        self.authorityFile = authorityFile
        start = composition.timing.now()
    }

    /// What one comparison has found.
    struct Finding {
        var observed: ObservedState
        var report: DriftReport
        var requests: Int
    }

    /// - Parameter found: nil when the run has failed.
    func writeMetrics(_ status: ExitStatus, _ found: Finding?) {
        guard let path = flags.metricsTextfile else { return }
        let run = DriftMetrics.Run(
            version: DateraApply.version, stack: found?.report.stack,
            time: composition.timing.timeOfDay().secondsSince1970,
            duration: start.duration(to: composition.timing.now()), exitCode: Int(status.rawValue),
            requests: found?.requests ?? 0)
        MetricsFile(composition: composition, path: path).write(run, found.map { ($0.observed, $0.report) })
    }

    func notify(_ target: NotificationTarget, of report: DriftReport) async {
        await DriftNotifier(
            composition: composition, target: target,
            stateFile: flags.stateFile(of: report.stack, in: composition.environment),
            tls: TLSSettings(authorityFile: authorityFile)
        ).deliver(report)
    }
}
