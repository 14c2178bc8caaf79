import ArgumentParser
import Execution
import Planning
import Reporting

/// Brings volumes back out of the trash, as they were.
struct TrashRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring volumes back, with name, access and data as they were.",
        discussion: HelpText.with(
            examples: "trash restore -f stack.yaml volume/ledger",
            "trash restore --stack orders 'volume/db-*'"))

    @OptionGroup(title: "Manifest") var scope: ScopeFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Flag(help: "Continue even if connected initiators are disrupted.")
    var allowDisruptive = false
    @Argument(
        help: ArgumentHelp("What to restore: volume/KEY, its name in the trash, or its uuid. `*` matches any text."))
    var volumes: [String]

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            let options = PlanningOptions(intent: .restore(volumes), today: .today)
            return try await composition.withArray(connection) { array in
                try await ApplyRun(
                    composition: composition, flags: flags,
                    approval: Approval(yes: flags.yes, allowsDisruption: allowDisruptive)
                )
                .run(stack, options, on: array)
            }
        }
    }
}
