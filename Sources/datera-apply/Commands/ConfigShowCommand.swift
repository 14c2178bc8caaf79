import ArgumentParser
import Configuring
import Reporting

/// Every setting with its origin. Nothing is asked of the array.
struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show each setting, its value and where it comes from.",
        discussion: """
            The origin is a flag, an environment variable, a file (with the line, in a cinder.conf) or `default`. \
            Passwords are shown as ***. No connection is made, and nothing has to be set.
            """)

    @OptionGroup var connection: ConnectionFlags
    @OptionGroup var output: OutputFlags
    @Option(help: "How to write the settings: text or json.")
    var format: OutputFormat = .text

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let settings = try composition.effectiveSettings(connection, output)
            for warning in settings.warnings { composition.terminal.writeError("warning: \(warning)\n") }
            let rows = settings.rows.map {
                SettingRow(name: $0.name, value: $0.value, origin: $0.origin?.description)
            }
            switch format {
            case .text: composition.terminal.write(SettingText.render(rows, style: composition.style))
            case .json: composition.terminal.write(SettingJSON.render(rows))
            }
            return .success
        }
    }
}
