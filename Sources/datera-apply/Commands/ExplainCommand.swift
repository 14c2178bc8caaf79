import ArgumentParser
import DSPClient
import Diagnostics
import Observing
import Planning
import Reporting
import StorageModel

/// Says where the values of a resource come from. Sends only GET, login and logout.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show where each value of a resource comes from, and what the array has.",
        discussion: HelpText.with(
            examples: "explain -f stack.yaml volume/ledger",
            "explain -f stack.yaml volume_types.gold"))

    @Argument(
        help: ArgumentHelp(
            "A resource as plans show it, its key, volume_types.KEY, or its name or uuid on the array. `*` matches any "
                + "text.",
            valueName: "address"))
    var address: String
    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection)
            let explanations = try await composition.withArray(connection) { array in
                try await composition.pipeline().explanations(of: address, in: stack.desired, on: array)
            }
            guard !explanations.isEmpty else {
                throw CommandError(
                    .usage, "`\(address)` is on the array, but not in the manifest of stack \(stack.desired.stack).")
            }
            let text = ExplanationText(style: composition.style)
            composition.terminal.write(explanations.map { text.render($0) }.joined(separator: "\n"))
            return .success
        }
    }
}
