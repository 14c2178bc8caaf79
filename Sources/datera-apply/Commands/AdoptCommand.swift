import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Makes live volumes the stack's own. Nothing but their markers changes.
struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Take ownership of existing volumes that the manifest declares.",
        discussion: """
            Only the ownership marker is written; a description that was there is kept and restored by \
            `forget`. Differences from the manifest are left to the next apply.
            """)

    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @OptionGroup var flags: ApplyFlags
    @Option(help: ArgumentHelp("Take them over from this stack, which releases them.", valueName: "stack"))
    var fromStack: String?
    @Flag(help: "Every volume of the manifest that is on the array.")
    var all = false
    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?
    @Argument(
        help: ArgumentHelp(
            "The volumes, as volume/KEY, or volume/KEY=NAME-OR-UUID of the live one.", valueName: "volume"))
    var volumes: [AdoptionArgument] = []

    func validate() throws {
        guard all != !volumes.isEmpty else { throw ValidationError("Specify the volumes to adopt, or --all.") }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(manifest, connection)
            let requests =
                all ? stack.desired.appInstances.map { AdoptionRequest(key: $0.key) } : volumes.map(\.request)
            let options = PlanningOptions(
                intent: .adopt(requests, fromStack: fromStack), today: .today, cluster: cluster?.lowercased())
            return try await composition.withArray(connection) { array in
                try await ApplyRun(
                    composition: composition, flags: flags, approval: Approval(yes: flags.yes),
                    otherLeases: Set([fromStack, LeaseRecord.adoption].compactMap(\.self))
                        .subtracting([stack.desired.stack]).sorted()
                ).run(stack, options, on: array)
            }
        }
    }
}
