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
    @Flag(help: "Exit with 2 when there are changes, 0 when there are none.")
    var detailedExitcode = false

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection.tenant)
            let plan = try await composition.withArray(connection) { array in
                try await composition.plan(stack, guards.options(), on: array)
            }
            composition.terminal.write(
                format == .json ? PlanJSON.render(plan) : PlanText(style: composition.style).render(plan))
            guard plan.blocks.isEmpty else { return .blocked }
            return detailedExitcode && !plan.isEmpty ? .changes : .success
        }
    }
}
