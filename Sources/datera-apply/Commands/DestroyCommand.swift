import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Moves volumes of a stack to the trash, or deletes them.
struct DestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Move all or some volumes of a stack to the trash.",
        discussion: """
            Tenants, initiators and groups stay: others may use them. What `manage` or `protect` keeps is refused, and so \
            is what is connected, has snapshots, or is the source of a clone that is still copying.
            """)

    @OptionGroup var scope: ScopeFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var guards: DeletionFlags
    @OptionGroup var flags: ApplyFlags
    @Flag(help: "Delete permanently, instead of moving to the trash.")
    var purge = false
    @Flag(help: "Accepted as by `apply`. Connected volumes are still refused.")
    var allowDisruptive = false
    @Flag(help: "Allow the deletion; --max-deletes sets how many volumes.")
    var allowDestroy = false
    @Argument(help: ArgumentHelp("Only these volumes, as volume/KEY.", valueName: "volume"))
    var volumes: [VolumeArgument] = []

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            let action: Removal.Action = purge ? .delete : .trash
            let removals =
                volumes.isEmpty
                ? [Removal(.everyVolume, action)] : volumes.map { Removal(.volume($0.key), action) }
            let approval = Approval(
                yes: flags.yes, allowsDisruption: allowDisruptive, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.remove(removals)), on: array)
            }
        }
    }
}
