import ArgumentParser

/// What was removed and can still be had back.
struct TrashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trash", abstract: "List, restore or delete what was moved to the trash.",
        subcommands: [TrashListCommand.self, TrashRestoreCommand.self, TrashPurgeCommand.self])
}
