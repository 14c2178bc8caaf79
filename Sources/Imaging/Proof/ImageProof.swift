package import StorageModel

/// Proves that an image is safe and whole: by its own bytes first, then by what qemu-img makes of it.
///
/// That proves the source. That the copy equals it is proved by `ImageCopy.compare`.
package struct ImageProof: Sendable {
    private let runner: any CommandRunner

    package init(_ runner: any CommandRunner) { self.runner = runner }

    /// - Parameters:
    ///   - declared: the format that the user named.
    ///   - volume: name and size in bytes of the volume that is to hold it; nil only looks at the image.
    /// - Throws: `refused` with the reason; `command` and `failed` when qemu-img could not say.
    package func source(
        _ file: ImageFile, declared: ImageFormat?, volume: (name: String, size: UInt64)?
    ) async throws(ImagingFailure) -> ImageSource {
        let facts = try refusing { () throws(ImageRefusal) in
            let facts = try ImageInspector.facts(file, declared: declared)
            if let volume, facts.virtualSize > volume.size {
                throw .tooLarge(image: facts.virtualSize, volume: volume.name, volumeSize: volume.size)
            }
            return facts
        }
        try await compareReadings(file, facts)
        if facts.format.hasCheck { try await check(file, facts.format) }
        try refusing { () throws(ImageRefusal) in try file.requireUnchanged() }
        return ImageSource(path: file.path, facts: facts)
    }

    private func compareReadings(_ file: ImageFile, _ facts: ImageFacts) async throws(ImagingFailure) {
        let result = try await run(CopyCommand.info(file.path, facts.format))
        guard result.isSuccess, let report = QemuReport(json: result.output) else {
            throw refusal(of: result, facts.format)
        }
        try refusing { () throws(ImageRefusal) in try report.requireAgreement(with: facts, path: file.path) }
    }

    /// Exit codes of `check`: 0 sound; 3 clusters that nothing uses, which harms no data; 63 a format without a check.
    private func check(_ file: ImageFile, _ format: ImageFormat) async throws(ImagingFailure) {
        let result = try await run(CopyCommand.check(file.path, format))
        switch result.ending {
        case .exited(0), .exited(3), .exited(63): return
        default: throw refusal(of: result, format)
        }
    }

    /// An error of qemu-img is one of the image; how else it ended says nothing of the image.
    private func refusal(of result: CommandResult, _ format: ImageFormat) -> ImagingFailure {
        guard case .exited = result.ending else {
            return .failed(
                CopyFailure(result, of: CopyCommand.program) ?? .other(program: CopyCommand.program, text: ""))
        }
        let lines = result.errorText.split(whereSeparator: \.isNewline)
        let reason = lines.first.map { String($0).shown(limit: 300) } ?? "`qemu-img check` found errors"
        return .refused(.corrupt(format: format, reason: reason))
    }

    private func run(_ command: HostCommand) async throws(ImagingFailure) -> CommandResult {
        do throws(CommandFailure) {
            return try await runner.run(command)
        } catch {
            throw ImagingFailure(error)
        }
    }

    private func refusing<Value>(_ body: () throws(ImageRefusal) -> Value) throws(ImagingFailure) -> Value {
        do throws(ImageRefusal) { return try body() } catch { throw .refused(error) }
    }
}
