import ArgumentParser
import Execution
import Planning
import Reporting

/// Puts the data of a volume back to the moment of a snapshot.
struct SnapshotRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore a volume's data from a snapshot.",
        discussion: HelpText.with(
            """
            The volume is offline meanwhile. Its current data is first saved in a snapshot. Refused are \
            volumes that are protected, are the source of a clone that is still copying, or, without --allow-disruptive, are connected. \
            Without that snapshot data is lost, which requires --allow-destroy and --max-deletes. If \
            a restore was stopped, the same command finishes it.
            """,
            examples: "snapshot restore -f stack.yaml ledger@before-upgrade"))

    @OptionGroup(title: "Manifest") var scope: ScopeFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Guards") var guards: DeletionFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
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
            let approval = Approval(
                yes: flags.yes, allowsDisruption: allowDisruptive, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                let request = SnapshotRestoreRequest(
                    key: try await VolumeSelection(stack: stack, array: array).key(snapshot.volume),
                    name: snapshot.name, keepsSafety: !noSafetySnapshot, allowsDisruption: allowDisruptive)
                return try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.restoreSnapshot(request)), on: array)
            }
        }
    }
}
