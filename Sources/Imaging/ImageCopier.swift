private import Locking
package import StorageModel

/// Proves images and copies them to volumes, with qemu-img over iSCSI in user space.
///
/// What was proved is remembered with the open file, so that a plan with ten volumes of one image proves it once, and the
/// copy reads the file that was proved.
package final class ImageCopier: ImageWriter {
    private struct Proved {
        /// As published.
        var file: ImageFile
        /// What the copy reads: the file itself, or what it was unpacked to.
        var source: ImageSource
    }

    private let runner: any CommandRunner
    private let scratch: ScratchFolder
    private let supply: ImageSupply
    private let stallLimit: Duration
    private let proved = Locked<[DesiredImage: Proved]>([:])

    /// - Parameters:
    ///   - scratch: where unpacked images and secrets for qemu-img are put; it is made when it is needed.
    ///   - supply: nil takes files of this host only.
    ///   - stallLimit: how long a copy may make no progress.
    package init(
        _ runner: any CommandRunner, scratch: ScratchFolder, supply: ImageSupply? = nil,
        stallLimit: Duration = CopyCommand.stallLimit
    ) {
        self.runner = runner
        self.scratch = scratch
        self.supply = supply ?? ImageSupply(scratch: scratch)
        self.stallLimit = stallLimit
    }

    package func check(
        _ image: DesiredImage, for volume: String, of size: Gibibytes,
        report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure) {
        try await translating { () async throws(ImagingFailure) in
            _ = try await prove(image, for: volume, of: size, report)
        }
    }

    package func write(
        _ image: DesiredImage, to target: ImageTarget, report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure) {
        try await translating { () async throws(ImagingFailure) in
            let proved = try await prove(image, for: target.volume, of: target.size, report)
            try await connected(to: target, report) { copy throws(ImagingFailure) in
                try await copy.write(proved.source)
                try await copy.compare(proved.source)
            }
            // qemu-img opens the file by its path: what it has read must be what was proved.
            try refusing { () throws(ImageRefusal) in try proved.file.requireUnchanged() }
        }
    }

    package func read(
        _ target: ImageTarget, to path: String, as format: ImageFormat,
        report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImageFailure) {
        try await translating { () async throws(ImagingFailure) in
            try await connected(to: target, report) { copy throws(ImagingFailure) in
                try await copy.export(to: path, ExportFormat(rawValue: format.rawValue) ?? .raw)
            }
        }
    }

    /// The password is in a file for as long as the programs run that read it.
    private func connected(
        to target: ImageTarget, _ report: @escaping @Sendable (ImageProgress) -> Void,
        _ work: (ImageCopy) async throws(ImagingFailure) -> Void
    ) async throws(ImagingFailure) {
        var secret: String?
        if let chap = target.chap { secret = try scratch.file(holding: chap.password.content) }
        defer { if let secret { scratch.remove(secret) } }
        let endpoint = TargetEndpoint(
            portals: target.portals, iqn: target.iqn, lun: target.lun, initiatorName: target.initiator.spelling,
            credentials: target.chap.flatMap { chap in
                secret.map { TargetEndpoint.Credentials(user: chap.user, secretFile: $0) }
            })
        try await work(
            ImageCopy(runner, endpoint, volumeSize: target.size.bytes, stallLimit: stallLimit) {
                report(ImageProgress($0))
            })
    }

    /// Takes what was proved before, unless the file was changed since.
    private func prove(
        _ image: DesiredImage, for volume: String, of size: Gibibytes,
        _ report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImagingFailure) -> Proved {
        if let known = proved.withLock({ $0[image] }) {
            do throws(ImageRefusal) {
                try known.file.requireUnchanged()
                guard known.source.facts.virtualSize <= size.bytes else {
                    throw .tooLarge(
                        image: known.source.facts.virtualSize, volume: volume, volumeSize: size.bytes)
                }
            } catch {
                throw .refused(error)
            }
            return known
        }
        let file = try await supply.file(of: image, volumeSize: size.bytes, report)
        if let (checksum, place) = try checksum(of: image, named: file.name) {
            try await ContentHash.require(checksum, of: file, source: place) { done in
                report(ImageProgress(.verify, bytes: Int(done), total: Int(file.size)))
            }
        }
        let source = try await source(file, image.format, volume, size)
        let result = Proved(file: file, source: source)
        proved.withLock { $0[image] = result }
        return result
    }

    private func source(
        _ file: ImageFile, _ format: ImageFormat?, _ volume: String, _ size: Gibibytes
    ) async throws(ImagingFailure) -> ImageSource {
        guard let compression = try refusing({ () throws(ImageRefusal) in try Compression(file) }) else {
            return try await ImageProof(runner).source(file, declared: format, volume: (volume, size.bytes))
        }
        let folder = try scratch.path()
        let path = try await Decompression(runner, folder: folder).unpack(
            file, compression, name: scratch.freeName(), volumeSize: size.bytes)
        let unpacked = try refusing { () throws(ImageRefusal) in try ImageFile(path) }
        return try await ImageProof(runner).source(unpacked, declared: format, volume: (volume, size.bytes))
    }

    /// With where it stands, for messages.
    private func checksum(
        of image: DesiredImage, named name: String
    ) throws(ImagingFailure) -> (Checksum, place: String?)? {
        switch image.checksum {
        case nil: return nil
        case .sha256(let digits): return Checksum(hex: digits).map { ($0, nil) }
        case .sums:
            let path = image.sumsPath ?? ""
            return try refusing { () throws(ImageRefusal) in
                let bytes = try ImageFile(path).bytes(at: 0, upTo: Self.largestList)
                let entry = try ChecksumList(String(decoding: bytes, as: UTF8.self), file: path).entry(for: name)
                return (entry.checksum, "line \(entry.line) of \(path.shown(limit: 300))")
            }
        }
    }

    /// Of a file of checksums, in bytes.
    private static let largestList = 4 << 20

    private func refusing<Value>(_ body: () throws(ImageRefusal) -> Value) throws(ImagingFailure) -> Value {
        do throws(ImageRefusal) { return try body() } catch { throw .refused(error) }
    }

    private func translating<Value: Sendable>(
        _ body: () async throws(ImagingFailure) -> Value
    ) async throws(ImageFailure) -> Value {
        do throws(ImagingFailure) { return try await body() } catch { throw ImageFailure(error) }
    }
}

extension Gibibytes {
    fileprivate var bytes: UInt64 { UInt64(max(0, count)) << 30 }
}

extension ImageProgress {
    fileprivate init(_ progress: ImageCopy.Progress) {
        let phase: Phase =
            switch progress.phase {
            case .copy, .zero, .export: .copy
            case .compare: .compare
            }
        self.init(phase, bytes: Int(clamping: progress.bytes), total: Int(clamping: progress.total))
    }
}

extension ImageFailure {
    init(_ failure: ImagingFailure) {
        switch failure {
        case .refused(let refusal): self = .refused(code: refusal.code, reason: refusal.message, hint: refusal.hint)
        case .command(.cancelled), .cancelled: self = .interrupted
        case .command(.notInstalled), .command(.notStarted), .noSpace, .scratch, .download, .input:
            self = .tool(reason: failure.description, hint: nil)
        case .failed(.different(let text)): self = .differs(reason: text)
        case .failed(.authentication), .failed(.targetNotFound), .failed(.forbidden), .failed(.unreachable),
            .failed(.stalled), .failed(.targetTooSmall):
            self = .target(reason: failure.description, hint: nil)
        case .failed(.noSpace), .failed(.timedOut), .failed(.killed), .failed(.other):
            self = .tool(reason: failure.description, hint: nil)
        }
    }
}
