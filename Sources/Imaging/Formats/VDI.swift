import StorageModel

/// VirtualBox's format. Neither `qemu-img convert` nor `check` notices one that is truncated.
enum VDI {
    static let signature: UInt32 = 0xBEDA_107F
    static let signatureOffset = 0x40

    private static let version: UInt32 = 0x0001_0001
    private static let blockSize: UInt64 = 1 << 20
    /// Map entries from here on say that nothing is stored.
    private static let firstUnallocated: UInt32 = 0xFFFF_FFFE

    private enum Kind {
        static let dynamic: UInt32 = 1
        static let fixed: UInt32 = 2
    }

    static func facts(_ file: ImageFile, _ head: [UInt8]) throws(ImageRefusal) -> ImageFacts {
        guard head.count >= 512, let version = head.littleEndian(at: 0x44, as: UInt32.self),
            let kind = head.littleEndian(at: 0x4C, as: UInt32.self),
            let map = head.littleEndian(at: 0x154, as: UInt32.self),
            let data = head.littleEndian(at: 0x158, as: UInt32.self),
            let sector = head.littleEndian(at: 0x168, as: UInt32.self),
            let size = head.littleEndian(at: 0x170, as: UInt64.self),
            let block = head.littleEndian(at: 0x178, as: UInt32.self),
            let blocks = head.littleEndian(at: 0x180, as: UInt32.self),
            let allocated = head.littleEndian(at: 0x184, as: UInt32.self)
        else { throw .truncated(format: .vdi, missing: "the header is incomplete") }
        guard version == Self.version else {
            throw .unsupported(
                what: "a vdi image of version \(version >> 16).\(version & 0xFFFF)",
                remedy: "convert it with `VBoxManage clonemedium IMAGE NEW.vdi --format VDI`")
        }
        // The link to the image that this one is a difference to, and that image's parent.
        let links = head[0x1A8..<0x1C8]
        guard links.allSatisfy({ $0 == 0 }) else { throw .backingFile(format: .vdi) }
        guard kind == Kind.dynamic || kind == Kind.fixed else { throw .backingFile(format: .vdi) }
        guard size > 0 else { throw .empty(format: .vdi) }
        guard sector == 512, UInt64(block) == blockSize else {
            throw corrupt("sectors of \(sector) and blocks of \(block) bytes")
        }
        guard map.isMultiple(of: 512), data.isMultiple(of: 512), map >= 512, data > map else {
            throw corrupt("map and data are misplaced")
        }
        guard let needed = size.pieces(of: blockSize), UInt64(blocks) >= needed, allocated <= blocks else {
            throw corrupt("\(blocks) blocks, \(allocated) of them stored, for \(ByteCount(size))")
        }
        guard UInt64(map) + UInt64(blocks) * 4 <= UInt64(data) else { throw corrupt("the map reaches into the data") }
        let end = UInt64(data) + UInt64(allocated) * blockSize
        guard end <= file.size else {
            throw .truncated(
                format: .vdi, missing: "it stores \(allocated) blocks and should have \(end) bytes, not \(file.size)")
        }
        try checkMap(TableReader(file, at: UInt64(map), count: UInt64(blocks)), allocated: allocated)
        // qemu-img rounds the size up to sectors.
        return ImageFacts(format: .vdi, virtualSize: size.roundedUp(to: 512) ?? size, fileSize: file.size)
    }

    /// Every block that the map names is stored, and none twice.
    private static func checkMap(_ map: TableReader, allocated: UInt32) throws(ImageRefusal) {
        var seen = [Bool](repeating: false, count: Int(allocated))
        try map.forEachLittleEndian { (index, place: UInt32) throws(ImageRefusal) in
            guard place < firstUnallocated else { return }
            guard place < allocated, !seen[Int(place)] else { throw corrupt("entry \(index) of the block map") }
            seen[Int(place)] = true
        }
    }

    private static func corrupt(_ reason: String) -> ImageRefusal { .corrupt(format: .vdi, reason: reason) }
}
