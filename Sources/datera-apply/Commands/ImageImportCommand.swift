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
            Refused are volumes that are protected, connected or offline. Formats: raw, qcow2, vmdk, vhdx, vdi, vpc (VHD), and any of \
            them as .xz, .gz or .zst. The file's header is checked before anything is written. When an import was stopped, \
            the same command resumes it.
            """,
            examples: "image import debian.qcow2 volume/boot -f stack.yaml --overwrite"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Image") var image: ImageFlags
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
    @Argument(help: ArgumentHelp("The image file.", valueName: "file")) var file: String
    @Argument(
        help: ArgumentHelp("The volume: volume/KEY, its key, or its name or uuid on the array.", valueName: "volume"))
    var volume: String

    func run() async throws {
        try await CommandRun.run(output, applying: flags) { composition in
            let stack = try composition.stack(manifest, connection)
            let source = try image.image(file)
            let approval = Approval(yes: flags.yes, allowsDisruption: false, allowsDestruction: allowDestroy)
            return try await composition.withArray(connection) { array in
                let request = ImageImportRequest(
                    key: try await VolumeSelection(stack: stack, array: array).key(volume), image: source,
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

    func image(_ file: String) throws -> DesiredImage {
        DesiredImage(
            file: file, format: format,
            checksum: checksum.flatMap(digits).map(ImageChecksum.sha256) ?? sums.map(ImageChecksum.sums))
    }

    private func digits(of text: String) -> String? {
        let hex = text.dropFirst("sha256:".count).lowercased()
        return text.hasPrefix("sha256:") && Digest.isHex(hex, length: 64) ? hex : nil
    }
}

extension ImageFormat: ExpressibleByArgument {}
