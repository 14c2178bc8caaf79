import ArgumentParser

/// What volumes looked like at some moment.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "List the snapshots of volumes, or restore one.",
        subcommands: [SnapshotListCommand.self, SnapshotRestoreCommand.self])
}
