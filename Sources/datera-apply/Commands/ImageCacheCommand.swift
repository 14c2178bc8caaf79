import ArgumentParser

/// The verbs about cached volumes, of which new volumes with an image are clones.
struct ImageCacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "List or delete the volumes of the image cache.",
        subcommands: [ImageCacheListCommand.self, ImageCachePruneCommand.self])
}
