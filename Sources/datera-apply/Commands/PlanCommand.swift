import ArgumentParser
import Diagnostics
import Planning
import Reporting

/// Shows what `apply` would do. Sends only GET, login and logout.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what differs between manifest and array. Changes nothing.")

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: GuardFlags
    @Option(help: "How to write the plan: text or json.")
    var format: OutputFormat = .text
    @Option(
        name: [.customShort("o"), .customLong("out")],
        help: ArgumentHelp("Save the plan to this file, for `apply PLAN` and `show PLAN`.", valueName: "path"))
    var out: String?
    @Flag(help: "Exit with 2 when there are changes, 0 when there are none.")
    var detailedExitcode = false

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection.tenant)
            let options = guards.options()
            let plan = try await composition.withArray(connection) { array in
                try await composition.plan(stack, options, on: array)
            }
            let record = PlanRecord(plan)
            if let out { try SavedPlan.write(record, stack.inputs(options), to: out) }
            composition.terminal.write(format.render(record, composition.style))
            guard plan.blocks.isEmpty else { return .blocked }
            return detailedExitcode && !plan.isEmpty ? .changes : .success
        }
    }
}
