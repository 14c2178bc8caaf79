private import Locking
package import StorageModel

/// Moves the bytes of a proved image to a volume, and of a volume to an image. It decides nothing: who may write is
/// decided before.
package struct ImageCopy: Sendable {
    package enum Phase: String, Hashable, Sendable {
        case copy, zero, compare, export
    }

    /// What is known while a phase runs. Bytes are those of the disk, not of the transfer: holes count.
    package struct Progress: Hashable, Sendable {
        package var phase: Phase
        package var bytes: UInt64
        package var total: UInt64
    }

    package typealias Report = @Sendable (Progress) -> Void

    private let runner: any CommandRunner
    private let endpoint: TargetEndpoint
    /// In bytes.
    private let volumeSize: UInt64
    private let stallLimit: Duration
    private let report: Report

    package init(
        _ runner: any CommandRunner, _ endpoint: TargetEndpoint, volumeSize: UInt64,
        stallLimit: Duration = CopyCommand.stallLimit, report: @escaping Report = { _ in }
    ) {
        self.stallLimit = stallLimit
        self.runner = runner
        self.endpoint = endpoint
        self.volumeSize = volumeSize
        self.report = report
    }

    /// Writes the image and zeroes what the volume has behind it. Can be repeated after any interruption.
    package func write(_ image: ImageSource) async throws(ImagingFailure) {
        let size = image.facts.virtualSize
        guard size <= volumeSize else { throw .failed(.targetTooSmall) }
        try await run(.copy, size) { CopyCommand.write(image, to: endpoint, portal: $0) }
        if size < volumeSize {
            try await run(.zero, volumeSize - size) { CopyCommand.zero(size..<volumeSize, of: endpoint, portal: $0) }
        }
    }

    /// Proves that the volume holds the image, and zeroes behind it.
    ///
    /// - Throws: `failed(.different)` when it does not.
    package func compare(_ image: ImageSource) async throws(ImagingFailure) {
        try await run(.compare, volumeSize) { CopyCommand.compare(image, with: endpoint, portal: $0) }
    }

    /// - Parameters:
    ///   - size: in bytes; nil is the whole volume.
    ///   - path: of a file that qemu-img makes or overwrites; absolute. The caller renames it when it is whole.
    package func export(to path: String, _ format: ExportFormat, size: UInt64? = nil) async throws(ImagingFailure) {
        let size = min(size ?? volumeSize, volumeSize)
        guard size > 0, path.hasPrefix("/") else { throw .scratch(file: path, reason: "not an absolute path") }
        try await run(.export, size) { CopyCommand.read(endpoint, portal: $0, size: size, to: path, format) }
    }

    /// By the first portal that can be reached; each phase begins anew with the next one.
    private func run(
        _ phase: Phase, _ total: UInt64, _ command: (String) -> HostCommand
    ) async throws(ImagingFailure) {
        var failure = ImagingFailure.failed(.unreachable("it has no portal"))
        for portal in endpoint.portals {
            do throws(ImagingFailure) {
                return try await run(phase, total, command(portal))
            } catch {
                failure = error
                guard case .failed(.unreachable) = error else { throw error }
            }
        }
        throw failure
    }

    private func run(_ phase: Phase, _ total: UInt64, _ command: HostCommand) async throws(ImagingFailure) {
        var command = command
        command.stallLimit = stallLimit
        let progress = Locked(CopyProgress())
        let report = report
        report(Progress(phase: phase, bytes: 0, total: total))
        let result: CommandResult
        do throws(CommandFailure) {
            result = try await runner.run(command) { piece in
                guard let fraction = progress.withLock({ $0.fraction(after: piece) }) else { return }
                report(Progress(phase: phase, bytes: UInt64(fraction * Double(total)), total: total))
            }
        } catch {
            throw ImagingFailure(error)
        }
        if phase == .compare, result.ending == .exited(1) {
            let line = result.text.split { $0.isNewline || $0 == "\r" }.last { $0.contains("mismatch") }
            throw .failed(.different(line.map { String($0).shown(limit: 200) } ?? "qemu-img names no place"))
        }
        if let failure = CopyFailure(result, of: CopyCommand.program) { throw .failed(failure) }
    }
}
