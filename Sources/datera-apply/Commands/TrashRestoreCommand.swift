import ArgumentParser
import Execution
import Planning
import Reporting

/// Brings volumes back out of the trash, as they were.
struct TrashRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring volumes back, with name, access and data as they were.")

    @OptionGroup var scope: ScopeFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var flags: ApplyFlags
    @Flag(help: "Continue even if connected initiators are disrupted.")
    var allowDisruptive = false
    @Argument(help: ArgumentHelp("What to restore: volume/KEY, or its name in the trash, or its uuid."))
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
