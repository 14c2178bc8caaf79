import ArgumentParser
import Configuring
import DSPClient
import Diagnostics
import Execution
import Planning
import Reporting
import StorageModel

/// Copies a volume to an image file.
struct ImageExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Copy a volume to an image file.",
        discussion: HelpText.with(
            """
            The volume must be online, and no initiator may be connected to it. To export a volume that is in use, declare a \
            clone of it and export that. The file appears under its name when it is complete; its mode is 0600. The volume's \
            access list has the initiator of datera-apply for as long as the copy takes.
            """,
            examples: "image export volume/boot boot.qcow2 -f stack.yaml"))

    @OptionGroup(title: "Manifest") var manifest: ManifestFlags
    @OptionGroup(title: "Output") var output: OutputFlags
    @OptionGroup(title: "Run") var lease: LeaseFlags
    @OptionGroup(title: "Connection") var connection: ConnectionFlags
    @Option(help: ArgumentHelp("raw, qcow2, vmdk, vdi, vhdx or vpc (VHD).", valueName: "format"))
    var format = ImageFormat.qcow2
    @Flag(help: "Replace the file if it exists.")
    var force = false
    @Argument(
        help: ArgumentHelp("The volume: volume/KEY, its key, or its name or uuid on the array.", valueName: "volume"))
    var volume: String
    @Argument(help: ArgumentHelp("The image file to write.", valueName: "file")) var file: String

    func validate() throws {
        guard format != .iso else { throw ValidationError("--format iso cannot be written; use raw.") }
    }

    func run() async throws {
        try await CommandRun.run(output) { composition in
            let stack = try composition.stack(manifest, connection)
            return try await composition.withArray(connection) { array in
                let key = try await VolumeSelection(stack: stack, array: array).key(volume)
                guard let desired = stack.desired.appInstances.first(where: { $0.key == key }) else {
                    throw CommandError(.failure, "volume/\(key) is not in the manifest.")
                }
                let chap = desired.storageInstances.first?.attachment?.chap?.setting ?? .none
                let secrets = SecretResolution(
                    chap.references.map { SecretNeed($0, for: desired.address, at: desired.location) },
                    environment: composition.secretVariables, files: .disk)
                guard secrets.diagnostics.isEmpty else {
                    throw composition.refused(secrets.diagnostics, stack.diagnosticText)
                }
                let draft = try ExportFile(file, replaces: force)
                defer { draft.discard() }
                let observed = try await array.observe(tenants: stack.desired.tenantsInUse)
                guard let app = observed.owned(key, by: stack.desired.stack)?.app else {
                    throw CommandError(
                        .failure, "volume/\(key) is not on the array; apply the manifest first.")
                }
                let request = ImageExport.Request(
                    app: app.reference, stack: stack.desired.stack, chap: chap, path: draft.path, format: format,
                    missingWriter: observed.missingImageWriter(of: stack.desired.stack, for: app.tenant))
                let export = ImageExport(
                    array, composition.images, secrets: secrets.secrets, timing: composition.timing)
                let keeper = composition.leaseKeeper(array, stack: stack.desired.stack, terms: lease.terms)
                let progress = ExportProgress(composition.terminal)
                let held = try await keeper.hold { _ in
                    do throws(StepFailure) {
                        try await export.run(request) { progress.show($0) }
                        return StepFailure?.none
                    } catch {
                        return error
                    }
                }
                progress.end()
                switch held {
                case .held(let reading):
                    composition.terminal.writeError(LeaseText.held(stack.desired.stack, reading))
                    return .leaseHeld
                case .completed(.array(let failure)?), .lost(.array(let failure)?): throw failure
                case .completed(let failure?), .lost(let failure?): throw failure
                case .lost(nil): throw CommandError(.leaseHeld, "the lease was lost; the file was not written.")
                case .completed(nil):
                    try draft.finish()
                    composition.terminal.write("Exported \(desired.address) to \(file) (\(format.rawValue)).\n")
                    return .success
                }
            }
        }
    }
}

/// How far an export is, on a terminal.
private struct ExportProgress: Sendable {
    private let terminal: Terminal

    init(_ terminal: Terminal) { self.terminal = terminal }

    func show(_ progress: ImageProgress) {
        guard terminal.canRedraw, progress.total > 0 else { return }
        terminal.writeError("\r\u{1B}[2K\(progress.bytes * 100 / progress.total) % of the volume copied")
    }

    func end() {
        if terminal.canRedraw { terminal.writeError("\r\u{1B}[2K") }
    }
}
