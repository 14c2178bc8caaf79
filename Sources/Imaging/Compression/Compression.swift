/// How a published image is packed; seen by its first bytes, because names lie.
package enum Compression: String, CaseIterable, Hashable, Sendable {
    case xz
    case gzip
    case zstd

    package init?(head: [UInt8]) {
        if head.has([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
            self = .xz
        } else if head.has([0x1F, 0x8B, 8]) {
            self = .gzip
        } else if head.has([0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else {
            return nil
        }
    }

    package init?(_ file: ImageFile) throws(ImageRefusal) { self.init(head: try file.bytes(at: 0, upTo: 8)) }

    /// What a user would type.
    var command: String { "\(rawValue) -dk" }

    /// Memory that unpacking may take, in MiB: the largest window that the tools need unless their user asked for more.
    static let memoryLimit = 128

    /// To standard output, in bounded memory. gzip never needs more than 32 KiB.
    var arguments: [String] {
        switch self {
        case .xz: ["--decompress", "--stdout", "--threads=1", "--memlimit-decompress=\(Self.memoryLimit)MiB"]
        case .gzip: ["--decompress", "--stdout"]
        case .zstd: ["--decompress", "--stdout", "--quiet", "--memory=\(Self.memoryLimit)MB"]
        }
    }
}
