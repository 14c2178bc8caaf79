import ArgumentParser
import Diagnostics
import Observing
import Planning
import Reporting
import StorageModel

/// Shows what `apply` would do. Sends only GET, login and logout.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what differs between manifest and array. Changes nothing.",
        discussion: HelpText.with(
            examples: "plan -f stack.yaml",
            "plan -f stack.yaml --target 'volume/db-*'",
            "plan -f stack.yaml -o plan.json"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Selection") var targets: TargetFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Output") var format: PlanFormatFlags
    @OptionGroup(title: "Guards") var guards: GuardFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(
        name: [.customShort("o"), .customLong("out")],
        help: ArgumentHelp("Save the plan to this file, for `apply PLAN` and `show PLAN`.", valueName: "path"))
    var out: String?
    @Flag(help: "Print the requests that apply would send for the steps, instead of the plan. Secrets are masked.")
    var requests = false
    @Flag(help: "Exit with 2 when there are changes, 0 when there are none.")
    var detailedExitcode = false
    @OptionGroup var allowances: AllowanceFlags

    func validate() throws {
        guard let out, let meant = PlanFormatFlags.PlanFormat(rawValue: out) else { return }
        throw ValidationError("-o saves the plan to a file; to print it so: --format \(meant.rawValue).")
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            if let out { try SavedPlan.requireReplaceable(out) }
            let allowance = allowances.allowance
            var loop = StackLoop(composition: composition, files: manifest, connection: connection)
            loop.report = { format.render($0, files: $1) }
            if [.html, .json, .gitlab, .junit].contains(format.format) { loop.document = format.format.rawValue }
            return try await loop.run { turn in
                guard out == nil || turn.files == manifest.files else {
                    throw CommandError(
                        .usage, "-o saves the plan of one stack, and the folder has several: name its files with -f.")
                }
                return try await plan(turn, allowance)
            }
        }
    }

    private func plan(_ turn: StackLoop.Turn, _ allowance: RiskAllowance?) async throws -> ExitStatus {
        let (composition, stack) = (turn.composition, turn.stack)
        var options = guards.options()
        options.scope = targets.scope
        let (plan, state) = try await composition.withArray(connection) { [options] array in
            let survey = try await composition.survey(stack, options, on: array)
            let records = RunRecords(composition: composition, stack: stack.desired.stack, files: turn.files)
            return (survey.plan, try await records.state(in: survey.observed, on: array))
        }
        // On standard error, because standard output is the plan in the format that was asked for.
        if let interruption = state.interruption, !plan.isEmpty || interruption.leaseExpiry != nil {
            composition.terminal.writeError("\(InterruptionText.text(interruption))\n")
        }
        let record = PlanRecord(plan)
        if let out { try SavedPlan.write(record, stack.inputs(options), to: out) }
        composition.terminal.write(
            requests
                ? RequestListing.text(of: plan)
                : format.render(record, composition.style, allowance: allowance, files: turn.files))
        guard plan.blocks.isEmpty else { return .blocked }
        if let missing = allowance?.missing(for: record), !missing.isEmpty {
            composition.terminal.writeError(
                "apply would refuse this plan: it needs \(missing.joined(separator: " and ")).\n")
            return .blocked
        }
        return detailedExitcode && !plan.isEmpty ? .changes : .success
    }
}
