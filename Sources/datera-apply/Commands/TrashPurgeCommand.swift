import ArgumentParser
import Execution
import Planning
import Reporting

/// Deletes what is in the trash, for good.
struct TrashPurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Permanently delete what is in the trash.",
        discussion: HelpText.with(
            examples: "trash purge --stack orders --all --allow-destroy --max-deletes 3"))

    @OptionGroup(title: "Manifest") var scope: ScopeFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Guards") var guards: DeletionFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Flag(help: "Everything that the stack has in the trash.")
    var all = false
    @Flag(help: "Allow the deletion; --max-deletes sets how many volumes.")
    var allowDestroy = false
    @Argument(
        help: ArgumentHelp("What to delete: volume/KEY, its name in the trash, or its uuid. `*` matches any text."))
    var volumes: [String] = []

    func validate() throws {
        guard all != !volumes.isEmpty else { throw ValidationError("Specify what to delete, or --all.") }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            let approval = Approval(yes: flags.yes, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.purge(all ? nil : volumes)), on: array)
            }
        }
    }
}
