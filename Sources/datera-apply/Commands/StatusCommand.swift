import ArgumentParser
import DSPClient
import Planning
import Reporting
import StorageModel

/// Says how a stack is. Sends only GET, login and logout.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show in ten lines how a stack is: last run, run in progress, volumes that are offline, drift.",
        discussion: HelpText.with(
            """
            The last run comes from the journal of this machine. Exits with 2 when there is drift, or when a run was cut \
            off and its changes are half done.
            """,
            examples: "status -f stack.yaml",
            "status --stack orders"))

    @Option(help: "How to write it: text or json.")
    var format: OutputFormat = .text
    @OptionGroup(title: "Manifest") var scope: ScopeFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(scope, connection)
            let name = stack.desired.stack
            let records = RunRecords(composition: composition, stack: name, files: scope.files)
            return try await composition.withArray(connection) { array in
                let pipeline = composition.pipeline(PlanningOptions(today: .today))
                let (observed, drift) = try await pipeline.drift(of: stack.desired, on: array)
                if stack.isNamedOnly { try observed.requireStack(name) }
                let state = try await records.state(in: observed, on: array)
                var running: LeaseReading?
                if case .running(let reading) = state { running = reading }
                var report = drift
                report.interruption = state.interruption
                let status = StatusReport(
                    stack: name, array: composition.endpoint?.array ?? "",
                    lastRun: records.lastRun(on: observed.cluster),
                    running: running, interruption: state.interruption, observed: observed,
                    drift: stack.isNamedOnly ? nil : report)
                composition.terminal.write(
                    format == .json ? status.json : status.text(style: composition.style))
                guard !stack.isNamedOnly else { return state.interruption == nil ? .success : .changes }
                guard report.blocks.isEmpty else { return .blocked }
                return report.needsAttention ? .changes : .success
            }
        }
    }
}
