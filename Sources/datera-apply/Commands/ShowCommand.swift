import ArgumentParser
import DSPClient
import Observing
import Planning
import Reporting

/// Shows a saved plan.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a saved plan, in any format. Needs no array.",
        discussion: HelpText.with(
            """
            With --check the array is read, too: a plan that can no longer be applied is shown under a banner that says \
            why, and the exit code is 5. Sends only GET, login and logout.
            """,
            examples: "show plan.json",
            "show plan.json --check"))

    @Argument(help: ArgumentHelp("A plan that `plan -o` has saved.", valueName: "plan"))
    var plan: String
    @OptionGroup(title: "Output") var format: PlanFormatFlags
    @Flag(help: "Compare it with the array.")
    var check = false
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let saved = try SavedPlan(path: plan)
            let findings = check ? try await findings(saved, composition) : []
            if !findings.isEmpty {
                composition.terminal.writeError(StalenessText(style: composition.style).banner(findings))
            }
            composition.terminal.write(
                format.render(
                    saved.record, composition.style, files: saved.inputs.manifests.map(\.name)))
            return findings.isEmpty ? .success : .stale
        }
    }

    private func findings(_ saved: SavedPlan, _ composition: Composition) async throws -> [StaleObject] {
        let stack = try composition.stack(saved.inputs)
        let fresh = try await composition.withArray(connection) { array in
            try await composition.plan(stack, saved.options, on: array)
        }
        return StalenessCheck(saved.record).staleObjects(in: fresh)
    }
}
