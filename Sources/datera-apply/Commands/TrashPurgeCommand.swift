import ArgumentParser
import Execution
import Planning
import Reporting

/// Deletes what is in the trash, for good.
struct TrashPurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Permanently delete what is in the trash.")

    @OptionGroup var scope: ScopeFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: DeletionFlags
    @OptionGroup var flags: ApplyFlags
    @Flag(help: "Everything that the stack has in the trash.")
    var all = false
    @Flag(help: "Allow the deletion; --max-deletes sets how many volumes.")
    var allowDestroy = false
    @Argument(help: ArgumentHelp("What to delete: volume/KEY, or its name in the trash, or its uuid."))
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
