import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Moves volumes of a stack to the trash, or deletes them.
struct DestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Move all or some volumes of a stack to the trash.",
        discussion: HelpText.with(
            """
            Tenants, initiators and groups stay: others may use them. What `manage` or `protect` keeps is refused, and so \
            is what is connected, has snapshots, or is the source of a clone that is still copying.
            """,
            examples: "destroy -f stack.yaml volume/scratch --allow-destroy --max-deletes 1",
            "destroy --stack orders --allow-destroy --max-deletes 3"))

    @OptionGroup(title: "Manifest") var scope: ScopeFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Guards") var guards: DeletionFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Flag(help: "Delete permanently, instead of moving to the trash.")
    var purge = false
    @Flag(help: "Accepted as by `apply`. Connected volumes are still refused.")
    var allowDisruptive = false
    @Flag(help: "Allow the deletion; --max-deletes sets how many volumes.")
    var allowDestroy = false
    @Argument(
        help: ArgumentHelp(
            "Only these volumes: volume/KEY, a key, or a name or uuid on the array. `*` matches any text.",
            valueName: "volume"))
    var volumes: [String] = []

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            let action: Removal.Action = purge ? .delete : .trash
            let approval = Approval(
                yes: flags.yes, allowsDisruption: allowDisruptive, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                let removals =
                    volumes.isEmpty
                    ? [Removal(.everyVolume, action)]
                    : try await VolumeSelection(stack: stack, array: array).keys(volumes)
                        .map { Removal(.volume($0), action) }
                return try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.remove(removals)), on: array)
            }
        }
    }
}
