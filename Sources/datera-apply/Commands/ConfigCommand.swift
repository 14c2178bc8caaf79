import ArgumentParser

/// What is set, and where.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the settings and where each one comes from.",
        subcommands: [ConfigShowCommand.self])
}
