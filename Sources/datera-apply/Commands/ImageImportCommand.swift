import ArgumentParser
import Execution
import Planning
import Reporting
import StorageModel

/// Replaces what a volume holds by an image.
struct ImageImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Replace the data of a volume by an image.",
        discussion: HelpText.with(
            """
            The volume must be in the manifest and on the array, as declared. What it holds now is kept in a snapshot \
            first. It is closed to all initiators until the image is copied and compared; then those of the manifest are let in again. \
            Refused are volumes that are protected, connected or offline. An http(s) address is downloaded first; - is standard \
            input, raw only, and needs --yes. Formats: raw, qcow2, vmdk, vhdx, vdi, vpc (VHD), and any of \
            them as .xz, .gz or .zst. The file's header is checked before anything is written. When an import was stopped, \
            the same command resumes it.
            """,
            examples: "image import debian.qcow2 volume/boot -f stack.yaml --overwrite"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Image") var image: ImageFlags
    @OptionGroup(title: "Image") var transfer: ImageTransferFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Guards") var guards: DeletionFlags
    @OptionGroup(title: "Run") var flags: ApplyFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Flag(help: "Replace what the volume holds.")
    var overwrite = false
    @Flag(help: "Take no snapshot of what is there now: it is lost for good.")
    var noSafetySnapshot = false
    @Flag(help: "Allow --no-safety-snapshot; --max-deletes counts the volume.")
    var allowDestroy = false
    @Argument(help: ArgumentHelp("The image: a file, an http(s) address, or - for standard input.", valueName: "image"))
    var source: String
    @Argument(
        help: ArgumentHelp("The volume: volume/KEY, its key, or its name or uuid on the array.", valueName: "volume"))
    var volume: String

    func validate() throws {
        guard source == "-" else { return }
        guard image.format == .raw else {
            throw ValidationError(
                "Standard input is read as raw only: add --format raw, or make a file of it and import that.")
        }
        guard image.sums == nil else { throw ValidationError("--sums looks for a file name; give --checksum.") }
        let others = manifest.files + [connection.passwordFile].compactMap { $0 }
        guard !others.contains(where: FileContent.isStandardInput) else {
            throw ValidationError("Only one of image, -f and --password-file can be read from standard input.")
        }
    }

    func run() async throws {
        try await CommandRun.run(output, applying: flags, moving: transfer) { composition in
            if source == "-", composition.terminal.isTyping {
                throw CommandError(.usage, "Standard input is a terminal: pipe the image into the command.")
            }
            let stack = try composition.stack(manifest, connection)
            let image = try image.image(source)
            let approval = Approval(yes: flags.yes, allowsDisruption: false, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                let request = ImageImportRequest(
                    key: try await VolumeSelection(stack: stack, array: array).key(volume), image: image,
                    overwrites: overwrite, keepsSafety: !noSafetySnapshot)
                return try await ApplyRun(composition: composition, flags: flags, approval: approval)
                    .run(stack, guards.options(.importImage(request)), on: array)
            }
        }
    }
}

/// What is known of an image file.
struct ImageFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The image's format; without it, its header decides.", valueName: "format"))
    var format: ImageFormat?

    @Option(help: ArgumentHelp("`sha256:HEX` of the file as it was published.", valueName: "checksum"))
    var checksum: String?

    @Option(help: ArgumentHelp("A file such as SHA256SUMS that names the image.", valueName: "path"))
    var sums: String?

    func validate() throws {
        guard checksum == nil || sums == nil else { throw ValidationError("Give --checksum or --sums, not both.") }
        guard checksum.map({ digits(of: $0) != nil }) ?? true else {
            throw ValidationError("--checksum takes `sha256:` and 64 hex digits.")
        }
    }

    func image(_ source: String) throws(CommandError) -> DesiredImage {
        DesiredImage(
            try origin(source), format: format,
            checksum: checksum.flatMap(digits).map(ImageChecksum.sha256) ?? sums.map(ImageChecksum.sums))
    }

    /// The address is not repeated, because it may hold a password.
    private func origin(_ source: String) throws(CommandError) -> ImageOrigin {
        if source == "-" { return .standardInput }
        guard ImageURL.isMeant(by: source) else { return .file(source) }
        guard let url = ImageURL(source) else {
            throw CommandError(.usage, "The address of the image is not a valid URL; write special characters as %20.")
        }
        return .url(url)
    }

    private func digits(of text: String) -> String? {
        let hex = text.dropFirst("sha256:".count).lowercased()
        return text.hasPrefix("sha256:") && Digest.isHex(hex, length: 64) ? hex : nil
    }
}

extension ImageFormat: ExpressibleByArgument {}
