import ArgumentParser

/// The verbs about images.
struct ImageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Copy between image files and volumes, and manage the image cache.",
        subcommands: [ImageImportCommand.self, ImageExportCommand.self, ImageCacheCommand.self])
}
