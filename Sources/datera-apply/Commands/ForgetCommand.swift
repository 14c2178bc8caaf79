import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Releases volumes: the marker is removed, the volumes stay.
struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Release volumes. They stay on the array, unchanged.")

    @OptionGroup var scope: ScopeFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var flags: ApplyFlags
    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?
    @Flag(help: "Every volume of the stack.")
    var all = false
    @Argument(help: ArgumentHelp("The volumes, as volume/KEY.", valueName: "volume"))
    var volumes: [VolumeArgument] = []

    func validate() throws {
        guard all != !volumes.isEmpty else { throw ValidationError("Specify the volumes to forget, or --all.") }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            let removals =
                all ? [Removal(.everyVolume, .forget)] : volumes.map { Removal(.volume($0.key), .forget) }
            let options = PlanningOptions(intent: .remove(removals), today: .today, cluster: cluster?.lowercased())
            return try await composition.withArray(connection) { array in
                try await ApplyRun(composition: composition, flags: flags, approval: Approval(yes: flags.yes))
                    .run(stack, options, on: array)
            }
        }
    }
}
