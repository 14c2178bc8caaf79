import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Makes live volumes the stack's own. Nothing but their markers changes.
struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Take ownership of existing volumes that the manifest declares.",
        discussion: HelpText.with(
            """
            Only the ownership marker is written; a description that was there is kept and restored by \
            `forget`. Differences from the manifest are left to the next apply.
            """,
            examples: "adopt -f stack.yaml volume/ledger",
            "adopt -f stack.yaml 'volume/db-*' --limit 50",
            "adopt -f stack.yaml --all"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("Take them over from this stack, which releases them.", valueName: "stack"))
    var fromStack: String?
    @Flag(help: "Every volume of the manifest that is on the array.")
    var all = false
    @Option(help: ArgumentHelp("The uuid of the array, in place of the manifest's `cluster`.", valueName: "uuid"))
    var cluster: String?
    @Option(
        help: ArgumentHelp(
            "Adopt so many of them at most; the same command then takes the next ones.", valueName: "count"))
    var limit: Int?
    @Argument(
        help: ArgumentHelp(
            "The volumes: volume/KEY, volume/KEY=NAME-OR-UUID of the live one, a key, or a name or uuid on the array. "
                + "`*` matches any text: of its matches, those are taken that can be adopted.",
            valueName: "volume"))
    var volumes: [String] = []

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a count from 1.") }
        guard all != !volumes.isEmpty else { throw ValidationError("Specify the volumes to adopt, or --all.") }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(manifest, connection)
            return try await composition.withArray(connection) { array in
                let (requests, left) = try await VolumeSelection(stack: stack, array: array)
                    .adoptions(all ? nil : volumes, from: fromStack, limit: limit)
                if left > 0 {
                    composition.terminal.writeError(
                        "Adopting \(requests.count) of \(requests.count + left) volumes; run the same command again for the rest.\n"
                    )
                }
                let options = PlanningOptions(
                    intent: .adopt(requests, fromStack: fromStack), today: .today, cluster: cluster?.lowercased())
                return try await ApplyRun(
                    composition: composition, flags: flags, approval: Approval(yes: flags.yes),
                    otherLeases: Set([fromStack, LeaseRecord.adoption].compactMap(\.self))
                        .subtracting([stack.desired.stack]).sorted()
                ).run(stack, options, on: array)
            }
        }
    }
}
