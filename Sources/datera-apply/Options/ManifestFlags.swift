import ArgumentParser

/// Where the manifest is.
struct ManifestFlags: ParsableArguments {
    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp(
            "A manifest: a file, a directory (its *.yaml and *.yml), or - for standard input. May be repeated.",
            valueName: "path"))
    var files: [String] = []

    init() {}

    init(files: [String]) { self.files = files }

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Name a manifest with -f FILE.") }
    }
}
