import StorageModel

/// A disk image without a format of its own. What it can be held to is what stands in it: the partition table of a disk,
/// the volume descriptor of an ISO image.
enum RawImage {
    private static let sector: UInt64 = 512
    private static let isoDescriptor = 0x8000

    static func isISO(_ head: [UInt8]) -> Bool { head.has("CD001", at: isoDescriptor + 1) }

    static func facts(_ file: ImageFile, _ head: [UInt8], as format: ImageFormat) throws(ImageRefusal) -> ImageFacts {
        guard file.size > 0 else { throw .empty(format: format) }
        if let end = isISO(head) ? isoEnd(head) : partitionEnd(head), end > file.size {
            throw .truncated(
                format: format,
                missing:
                    "its \(isISO(head) ? "volume descriptor" : "partition table") says that it has \(end) bytes, the file has \(file.size)"
            )
        }
        // qemu-img rounds the size up to sectors; what is behind the end of the file is zero.
        return ImageFacts(
            format: format, virtualSize: file.size.roundedUp(to: sector) ?? file.size, fileSize: file.size)
    }

    /// Blocks of the volume, each number twice, in both byte orders.
    private static func isoEnd(_ head: [UInt8]) -> UInt64? {
        guard head.count > isoDescriptor, head[isoDescriptor] == 1,
            let blocks = head.littleEndian(at: isoDescriptor + 80, as: UInt32.self),
            let size = head.littleEndian(at: isoDescriptor + 128, as: UInt16.self)
        else { return nil }
        return UInt64(blocks) * UInt64(size)
    }

    private static func partitionEnd(_ head: [UInt8]) -> UInt64? {
        guard head.has([0x55, 0xAA], at: 510) else { return nil }
        if head.has("EFI PART", at: 512), let backup = head.littleEndian(at: 512 + 32, as: UInt64.self) {
            return backup.adding(1)?.times(sector)
        }
        return masterBootRecordEnd(head)
    }

    /// A boot sector of a file system has code where the table would be: only what can be a table is read as one.
    private static func masterBootRecordEnd(_ head: [UInt8]) -> UInt64? {
        var end: UInt64?
        for entry in stride(from: 446, to: 510, by: 16) {
            guard head[entry] & 0x7F == 0, let first = head.littleEndian(at: entry + 8, as: UInt32.self),
                let count = head.littleEndian(at: entry + 12, as: UInt32.self)
            else { return nil }
            let kind = head[entry + 4]
            guard kind != 0 else {
                if first != 0 || count != 0 { return nil }
                continue
            }
            // One entry that protects a GPT covers the whole disk, whatever its size.
            guard kind != 0xEE, first > 0, count > 0 else { return nil }
            end = max(end ?? 0, (UInt64(first) + UInt64(count)) * sector)
        }
        return end
    }
}
