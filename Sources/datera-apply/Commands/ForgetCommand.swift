import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Releases volumes: the marker is removed, the volumes stay.
struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Release volumes. They stay on the array, unchanged.",
        discussion: HelpText.with(
            examples: "forget -f stack.yaml volume/ledger",
            "forget --stack orders --all"))

    @OptionGroup(title: "Manifest") var scope: ScopeFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?
    @Flag(help: "Every volume of the stack.")
    var all = false
    @Argument(
        help: ArgumentHelp(
            "The volumes: volume/KEY, a key, or a name or uuid on the array. `*` matches any text.",
            valueName: "volume"))
    var volumes: [String] = []

    func validate() throws {
        guard all != !volumes.isEmpty else { throw ValidationError("Specify the volumes to forget, or --all.") }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(scope, connection)
            return try await composition.withArray(connection) { array in
                let removals =
                    all
                    ? [Removal(.everyVolume, .forget)]
                    : try await VolumeSelection(stack: stack, array: array).keys(volumes)
                        .map { Removal(.volume($0), .forget) }
                let options = PlanningOptions(
                    intent: .remove(removals), today: .today, cluster: cluster?.lowercased())
                return try await ApplyRun(composition: composition, flags: flags, approval: Approval(yes: flags.yes))
                    .run(stack, options, on: array)
            }
        }
    }
}
