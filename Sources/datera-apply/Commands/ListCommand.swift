import ArgumentParser
import DSPClient
import Reporting

/// Shows what is on the array and whose it is.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the volumes on the array and who owns them.",
        discussion: "--tenant shows those of one tenant.")

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @Option(help: ArgumentHelp("Only the volumes of this stack.", valueName: "name"))
    var stack: String?
    @Option(help: "How to write the list: text, json with IQN, portals and LUNs, or cinder-manage commands.")
    var format: ListFormat = .text
    @OptionGroup var handover: HandoverFlags

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let commands = try handover.handover(composition, connection)
            var observed = try await composition.withArray(connection) { array in
                try await array.observe(tenants: [])
            }
            try observed.requireStack(stack)
            try observed.keepOnly(connection.tenant.tenant)
            switch format {
            case .text: composition.terminal.write(ListText(style: composition.style).render(observed, stack: stack))
            case .cinderManage: composition.terminal.write(commands.render(observed))
            case .json: composition.terminal.write(ListJSON.render(observed, stack: stack))
            }
            return .success
        }
    }
}
