import ArgumentParser

/// The verbs that copy between image files and volumes.
struct ImageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Copy an image file to a volume, or a volume to an image file.",
        subcommands: [ImageImportCommand.self, ImageExportCommand.self])
}
