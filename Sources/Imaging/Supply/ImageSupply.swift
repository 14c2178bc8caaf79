import StorageModel

/// Brings an image to a file of this host, from wherever it comes. What is fetched is only bytes: everything about it is
/// proved afterwards, as of any file.
package struct ImageSupply: Sendable {
    private let scratch: ScratchFolder
    private let downloader: Downloader?
    private let input: Int32?

    /// - Parameters:
    ///   - downloader: nil where there is no folder to keep downloads in.
    ///   - input: the descriptor of standard input; nil where it is not to be read.
    package init(scratch: ScratchFolder, downloader: Downloader? = nil, input: Int32? = nil) {
        self.scratch = scratch
        self.downloader = downloader
        self.input = input
    }

    /// - Parameter volumeSize: in bytes.
    func file(
        of image: DesiredImage, volumeSize: UInt64, _ report: @escaping @Sendable (ImageProgress) -> Void
    ) async throws(ImagingFailure) -> ImageFile {
        switch image.origin {
        case .file(let path): return try opened(image.path(of: path))
        case .url(let url):
            guard let downloader else {
                throw .scratch(file: "", reason: "there is no home folder to keep downloads in; give --image-dir")
            }
            let path = try await downloader.file(
                of: url, limit: FetchLimit.bytes(ofVolume: volumeSize), isProvedLater: image.checksum != nil,
                report: report)
            return try opened(path, url.fileName)
        case .standardInput:
            guard image.format == .raw else { throw .refused(.streamFormat(image.format)) }
            guard let input else { throw .input(reason: "it is not open") }
            let path = try scratch.path() + "/" + scratch.freeName()
            try await StandardInputCopy(descriptor: input, limit: FetchLimit.bytes(ofVolume: volumeSize)).run(
                to: path
            ) { report(ImageProgress(.download, bytes: Int(clamping: $0), total: 0)) }
            return try opened(path, "standard input")
        }
    }

    private func opened(_ path: String, _ name: String? = nil) throws(ImagingFailure) -> ImageFile {
        do throws(ImageRefusal) { return try ImageFile(path, name: name) } catch { throw .refused(error) }
    }
}
