import ArgumentParser
import Execution
import Planning
import Reporting

/// Puts the data of a volume back to the moment of a snapshot.
struct SnapshotRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore a volume's data from a snapshot.",
        discussion: """
            The volume is offline meanwhile. Its current data is first saved in a snapshot. Refused are \
            volumes that are protected, are the source of a clone that is still copying, or, without --allow-disruptive, are connected. \
            Without that snapshot data is lost, which requires --allow-destroy and --max-deletes. If \
            a restore was stopped, the same command finishes it.
            """)

    @OptionGroup var scope: ScopeFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: DeletionFlags
    @OptionGroup var flags: ApplyFlags
    @Flag(help: "Take no snapshot of the current data first: it is permanently lost.")
    var noSafetySnapshot = false
    @Flag(help: "Continue even if initiators are connected; they are disconnected.")
    var allowDisruptive = false
    @Flag(help: "Allow --no-safety-snapshot, which loses data; --max-deletes counts the volume.")
    var allowDestroy = false
    @Argument(help: ArgumentHelp("What to restore: KEY@NAME, or KEY@TIMESTAMP as `snapshot list` shows it."))
    var snapshot: SnapshotArgument

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            let request = SnapshotRestoreRequest(
                key: snapshot.key, name: snapshot.name, keepsSafety: !noSafetySnapshot,
                allowsDisruption: allowDisruptive)
            let approval = Approval(
                yes: flags.yes, allowsDisruption: allowDisruptive, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.restoreSnapshot(request)), on: array)
            }
        }
    }
}
