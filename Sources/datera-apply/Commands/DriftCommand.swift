import ArgumentParser
import DSPClient
import Observing
import Planning
import Reporting
import StorageModel

/// Says what has changed on the array since the manifest was applied. Sends only GET, login and logout.
struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Show changes made on the array outside the manifest.",
        discussion: HelpText.with(
            """
            Exits with 2 when something has drifted or is missing. A changed value that is only in the manifest so far is \
            pending, not drift; one that was changed on both sides is both. A resource that is not on the array counts as \
            missing, whether it was deleted or never applied. After a run that was cut off, what is pending counts as drift: it \
            is half done.
            """,
            examples: "drift -f stack.yaml",
            "drift -f stack.yaml --metrics-textfile /var/lib/node_exporter/orders.prom",
            "drift -f stack.yaml --notify env:DRIFT_HOOK"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Output") var flags: DriftFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?
    @OptionGroup(title: "Output") var folding: FoldingFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let job = DriftJob(composition: composition, flags: flags, authorityFile: connection.caFile)
            let target = try flags.target(in: composition.environment)
            do {
                var loop = StackLoop(composition: composition, files: manifest, connection: connection)
                if [.html, .json].contains(flags.format) { loop.document = flags.format.rawValue }
                return
                    try await loop
                    .run { turn in
                        guard !flags.isForOneStack || turn.files == manifest.files else {
                            throw CommandError(
                                .usage,
                                "--metrics-textfile and --state are for one stack, and the folder has several: name its "
                                    + "files with -f.")
                        }
                        let found = try await finding(turn)
                        show(found.report, composition)
                        let status = Self.status(of: found.report)
                        job.writeMetrics(status, found)
                        if let target { await job.notify(target, of: found.report) }
                        return status
                    }
            } catch {
                job.writeMetrics(ExitStatus(error), nil)
                throw error
            }
        }
    }

    private func finding(_ turn: StackLoop.Turn) async throws -> DriftJob.Finding {
        let (composition, stack) = (turn.composition, turn.stack)
        let options = PlanningOptions(today: .today, cluster: cluster?.lowercased())
        let records = RunRecords(composition: composition, stack: stack.desired.stack, files: turn.files)
        return try await composition.withArray(connection) { array in
            var (observed, report) = try await composition.pipeline(options).drift(of: stack.desired, on: array)
            let state = try await records.state(in: observed, on: array)
            // Without a lease only the journal tells of it, and what it began may have been finished elsewhere.
            report.interruption = state.interruption.flatMap { interruption in
                interruption.leaseExpiry != nil || !report.entries.isEmpty ? interruption : nil
            }
            return DriftJob.Finding(
                observed: observed, report: report,
                requests: array.endpointStatistics.values.reduce(0) { $0 + $1.requests })
        }
    }

    private func show(_ report: DriftReport, _ composition: Composition) {
        let text =
            switch flags.format {
            case .text: DriftText(style: folding.applied(to: composition.style)).render(report)
            case .markdown: DriftMarkdown().render(report)
            case .html: DriftHTML.render(report)
            case .json: DriftJSON.render(report)
            }
        composition.terminal.write(text)
    }

    private static func status(of report: DriftReport) -> ExitStatus {
        guard report.blocks.isEmpty else { return .blocked }
        return report.needsAttention ? .changes : .success
    }
}
