/// An image whose content a new volume gets. It acts at creation only: a volume whose image is complete is never written
/// again because of it.
package struct DesiredImage: Sendable, Hashable, Encodable, CustomStringConvertible {
    package var origin: ImageOrigin
    /// The folder of the manifest; nil where there is none, for instance of standard input.
    package var folder: String?
    /// Nil where the file's own header decides.
    package var format: ImageFormat?
    /// Nil where only the image's own structure proves that the file is whole.
    package var checksum: ImageChecksum?

    /// What is approved is what the manifest says: a checkout in another place is the same stack.
    private enum CodingKeys: String, CodingKey {
        case origin = "file"
        case format, checksum
    }

    package init(
        _ origin: ImageOrigin, folder: String? = nil, format: ImageFormat? = nil, checksum: ImageChecksum? = nil
    ) {
        self.origin = origin
        self.folder = folder
        self.format = format
        self.checksum = checksum
    }

    package init(
        file: String, folder: String? = nil, format: ImageFormat? = nil, checksum: ImageChecksum? = nil
    ) {
        self.init(.file(file), folder: folder, format: format, checksum: checksum)
    }

    /// Whether it is a file of this host, which can be looked at before anything is decided.
    package var isLocal: Bool {
        switch origin {
        case .file: true
        case .url, .standardInput: false
        }
    }

    /// Where to read a file of this host.
    package func path(of file: String) -> String {
        file.isAbsolutePath ? file : (folder.map { $0 + "/" } ?? "") + file
    }

    /// Where the file of checksums is; nil where none is declared.
    package var sumsPath: String? {
        guard case .sums(let sums) = checksum else { return nil }
        return path(of: sums)
    }

    package var description: String {
        (["\(origin)"] + [format.map { "format \($0.rawValue)" }, checksum?.description, warning].compactMap { $0 })
            .joined(separator: ", ")
    }

    /// What a reviewer should know of a download.
    private var warning: String? {
        guard case .url(let url) = origin else { return nil }
        return switch (checksum, url.isEncrypted) {
        case (nil, true): "no checksum"
        case (nil, false): "no checksum, not encrypted"
        case (_?, true): nil
        case (_?, false): "not encrypted"
        }
    }
}

/// The formats of image files. The raw value is how manifests and flags name it.
package enum ImageFormat: String, CaseIterable, Hashable, Sendable, Encodable {
    case raw, qcow2, vmdk, vdi, vhdx
    /// VHD, under the name that qemu-img has for it.
    case vpc
    /// Copied as raw; its own format, so that a truncated one is noticed.
    case iso
}

/// What proves that an image file is the one that was published.
package enum ImageChecksum: Sendable, Hashable, Encodable, CustomStringConvertible {
    /// 64 lower-case hex digits over the bytes of the file as it is published.
    case sha256(String)
    /// A file such as SHA256SUMS that names it.
    case sums(String)

    package var description: String {
        switch self {
        case .sha256(let digits): "sha256:\(digits)"
        case .sums(let file): "sums \(file)"
        }
    }
}

extension String {
    fileprivate var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }
}
