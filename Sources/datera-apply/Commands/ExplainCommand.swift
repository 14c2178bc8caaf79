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
        commandName: "explain", abstract: "Show where each value of a resource comes from, and what the array has.")

    @Argument(help: ArgumentHelp("A resource as plans show it, for instance volume/ledger.", valueName: "address"))
    var address: String
    @OptionGroup var manifest: ManifestFlags
    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection)
            let explanation = try await composition.withArray(connection) { array in
                try await composition.pipeline().explanation(of: address, in: stack.desired, on: array)
            }
            guard let explanation else {
                throw CommandError(
                    .usage,
                    "Stack \(stack.desired.stack) has no resource `\(address)`; use an address as plans show it.")
            }
            composition.terminal.write(ExplanationText(style: composition.style).render(explanation))
            return .success
        }
    }
}
