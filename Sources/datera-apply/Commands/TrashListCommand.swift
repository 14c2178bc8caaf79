import ArgumentParser
import DSPClient
import Reporting
import StorageModel

/// Shows the trash. Sends only GET, login and logout.
struct TrashListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show what is in the trash.",
        discussion: HelpText.with(
            "--tenant shows that of one tenant.",
            examples: "trash list",
            "trash list --stack orders"))

    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("Only what this stack has removed.", valueName: "name"))
    var stack: String?

    func run() async throws {
        try await CommandRun.run(output) { composition in
            var observed = try await composition.withArray(connection) { array in
                try await array.observe(tenants: [])
            }
            try observed.requireStack(stack)
            try observed.keepOnly(connection.tenant.tenant)
            composition.terminal.write(TrashText(style: composition.style).render(observed, stack: stack))
            return .success
        }
    }
}
