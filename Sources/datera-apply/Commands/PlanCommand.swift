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
    @OptionGroup var targets: TargetFlags
    @OptionGroup var format: PlanFormatFlags
    @Option(
        name: [.customShort("o"), .customLong("out")],
        help: ArgumentHelp("Save the plan to this file, for `apply PLAN` and `show PLAN`.", valueName: "path"))
    var out: String?
    @Flag(help: "Print the requests that apply would send for the steps, instead of the plan. Secrets are masked.")
    var requests = false
    @Flag(help: "Exit with 2 when there are changes, 0 when there are none.")
    var detailedExitcode = false
    @OptionGroup var allowances: AllowanceFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let allowance = allowances.allowance
            let report = { (refusal: CommandError) in format.render(refusal, files: manifest.files) }
            let stack = try composition.reporting(report) { () throws(CommandError) in
                try composition.stack(manifest, connection)
            }
            var options = guards.options()
            options.scope = targets.scope
            let plan: Plan
            do {
                plan = try await composition.withArray(connection) { [options] array in
                    try await composition.plan(stack, options, on: array)
                }
            } catch let refusal as CommandError {
                throw composition.reported(refusal, report)
            }
            let record = PlanRecord(plan)
            if let out { try SavedPlan.write(record, stack.inputs(options), to: out) }
            composition.terminal.write(
                requests
                    ? RequestListing.text(of: plan)
                    : format.render(record, composition.style, allowance: allowance, files: manifest.files))
            guard plan.blocks.isEmpty else { return .blocked }
            if let missing = allowance?.missing(for: record), !missing.isEmpty {
                composition.terminal.writeError(
                    "apply would refuse this plan: it needs \(missing.joined(separator: " and ")).\n")
                return .blocked
            }
            return detailedExitcode && !plan.isEmpty ? .changes : .success
        }
    }
}
