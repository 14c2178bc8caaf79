import StorageModel

/// Virtual PC's and Azure's format (vpc): a footer of 512 bytes at the end, which a dynamic image also has at the start.
struct VHD {
    static let magic = "conectix"
    static let footerSize = 512

    private enum Kind {
        static let fixed: UInt32 = 2
        static let dynamic: UInt32 = 3
        static let differencing: UInt32 = 4
    }

    /// Programs whose images have the size of the footer; with all others the geometry counts, as in qemu.
    private static let creatorsBySize: [String] = ["win ", "qem2", "d2v ", "CTXS", "tap", "wa"]
    /// 65535 cylinders, 16 heads, 255 sectors: the largest geometry, which says only that the image is larger.
    private static let largestGeometry: UInt64 = 65_535 * 16 * 255
    private static let unallocated: UInt32 = 0xFFFF_FFFF

    /// - Parameter tail: the last 512 bytes of the file.
    static func facts(_ file: ImageFile, tail: [UInt8]) throws(ImageRefusal) -> ImageFacts {
        guard tail.has(magic) else {
            throw .truncated(format: .vpc, missing: "it does not end with a footer")
        }
        try requireChecksum(tail, at: 64, "footer")
        guard let kind = tail.bigEndian(at: 60, as: UInt32.self),
            let dataOffset = tail.bigEndian(at: 16, as: UInt64.self)
        else { throw corrupt("the footer") }
        let size = virtualSize(tail)
        guard size > 0 else { throw .empty(format: .vpc) }
        let payload = file.size - min(file.size, UInt64(footerSize))
        switch kind {
        case Kind.fixed:
            guard size <= payload else {
                throw .truncated(
                    format: .vpc, missing: "it should have \(size) bytes before the footer, not \(payload)")
            }
        case Kind.dynamic:
            let start = try file.bytes(at: 0, upTo: footerSize)
            guard start == tail else { throw corrupt("the footer and its copy at the start differ") }
            try checkBlocks(file, headerAt: dataOffset, size: size, payload: payload)
        case Kind.differencing: throw .backingFile(format: .vpc)
        default: throw corrupt("an image of kind \(kind)")
        }
        return ImageFacts(format: .vpc, virtualSize: size, fileSize: file.size)
    }

    private static func virtualSize(_ footer: [UInt8]) -> UInt64 {
        let cylinders = footer.bigEndian(at: 56, as: UInt16.self) ?? 0
        let sectors = UInt64(cylinders) * UInt64(footer[58]) * UInt64(footer[59])
        let bySize = creatorsBySize.contains { footer.has($0, at: 28) }
        let current = footer.bigEndian(at: 48, as: UInt64.self) ?? 0
        return bySize || sectors == largestGeometry ? current & ~511 : sectors * 512
    }

    private static func checkBlocks(
        _ file: ImageFile, headerAt offset: UInt64, size: UInt64, payload: UInt64
    ) throws(ImageRefusal) {
        let header = try file.bytes(at: offset, upTo: 1024)
        guard header.count == 1024 else { throw .truncated(format: .vpc, missing: "the dynamic header") }
        guard header.has("cxsparse") else { throw corrupt("the dynamic header") }
        try requireChecksum(header, at: 36, "dynamic header")
        guard let tableOffset = header.bigEndian(at: 16, as: UInt64.self),
            let entries = header.bigEndian(at: 28, as: UInt32.self),
            let block = header.bigEndian(at: 32, as: UInt32.self), block >= 512, block.nonzeroBitCount == 1
        else { throw corrupt("the dynamic header") }
        let blockSize = UInt64(block)
        guard let needed = size.pieces(of: blockSize), UInt64(entries) >= needed else {
            throw corrupt("a table of \(entries) blocks for \(ByteCount(size))")
        }
        guard let end = tableOffset.adding(UInt64(entries) * 4), end <= payload else {
            throw .truncated(format: .vpc, missing: "the block table")
        }
        // Before each block stands a bitmap of its sectors, in whole sectors.
        let bitmap = (blockSize / 512 / 8).roundedUp(to: 512) ?? 512
        try TableReader(file, at: tableOffset, count: needed).forEachBigEndian {
            (index, place: UInt32) throws(ImageRefusal) in
            guard place != unallocated else { return }
            let length = bitmap + min(blockSize, size - min(size, index * blockSize))
            guard UInt64(place) * 512 + length <= payload else {
                throw .truncated(format: .vpc, missing: "block \(index) is behind the end of the data")
            }
        }
    }

    /// The complement of the sum of all other bytes.
    private static func requireChecksum(_ bytes: [UInt8], at offset: Int, _ what: String) throws(ImageRefusal) {
        var sum: UInt32 = 0
        for (index, byte) in bytes.enumerated() where !(offset..<offset + 4 ~= index) { sum &+= UInt32(byte) }
        guard bytes.bigEndian(at: offset, as: UInt32.self) == ~sum else { throw corrupt("the checksum of the \(what)") }
    }

    private static func corrupt(_ reason: String) -> ImageRefusal { .corrupt(format: .vpc, reason: reason) }
}
