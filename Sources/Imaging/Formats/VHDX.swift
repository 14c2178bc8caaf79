import StorageModel

/// Hyper-V's format: two headers, two region tables, a log, metadata and a block allocation table (BAT).
enum VHDX {
    static let magic = "vhdxfile"

    private static let headerOffsets: [UInt64] = [64 << 10, 128 << 10]
    private static let regionTableOffsets: [UInt64] = [192 << 10, 256 << 10]
    private static let mebibyte: UInt64 = 1 << 20

    private enum Region {
        static let table = VHDX.identifier("2DC27766-F623-4200-9D64-115E9BFD4A08")
        static let metadata = VHDX.identifier("8B7CA206-4790-4B9A-B8FE-575F050F886E")
    }

    private enum BlockState {
        static let present: UInt64 = 6
        static let partlyPresent: UInt64 = 7
    }

    static func facts(_ file: ImageFile) throws(ImageRefusal) -> ImageFacts {
        try checkHeader(file)
        let regions = try regions(file)
        guard let metadata = regions[Region.metadata], let table = regions[Region.table] else {
            throw corrupt("the region table names no metadata or no block table")
        }
        let disk = try VHDXMetadata(file, region: metadata)
        try checkBlocks(file, table, disk)
        return ImageFacts(format: .vhdx, virtualSize: disk.virtualSize, fileSize: file.size)
    }

    /// The valid header with the larger sequence number counts.
    private static func checkHeader(_ file: ImageFile) throws(ImageRefusal) {
        var current: (sequence: UInt64, header: [UInt8])?
        for offset in headerOffsets {
            let header = try file.bytes(at: offset, upTo: 4096)
            guard header.count == 4096 else { throw .truncated(format: .vhdx, missing: "a header") }
            guard header.has("head"), CRC32C.isRight(header, at: 4),
                let sequence = header.littleEndian(at: 8, as: UInt64.self)
            else { continue }
            if sequence >= current?.sequence ?? 0 { current = (sequence, header) }
        }
        guard let header = current?.header else { throw corrupt("neither header has a right checksum") }
        guard header.littleEndian(at: 66, as: UInt16.self) == 1 else { throw corrupt("a version that is not known") }
        guard header[48..<64].allSatisfy({ $0 == 0 }) else {
            throw corrupt("its log holds changes that were not applied")
        }
    }

    private static func regions(_ file: ImageFile) throws(ImageRefusal) -> [[UInt8]: Range<UInt64>] {
        for offset in regionTableOffsets {
            let table = try file.bytes(at: offset, upTo: 64 << 10)
            guard table.count == 64 << 10 else { throw .truncated(format: .vhdx, missing: "a region table") }
            guard table.has("regi"), CRC32C.isRight(table, at: 4),
                let count = table.littleEndian(at: 8, as: UInt32.self), count <= 2047
            else { continue }
            var regions: [[UInt8]: Range<UInt64>] = [:]
            for index in 0..<Int(count) {
                let entry = 16 + index * 32
                guard let start = table.littleEndian(at: entry + 16, as: UInt64.self),
                    let length = table.littleEndian(at: entry + 24, as: UInt32.self),
                    let end = start.adding(UInt64(length)), length > 0, start >= mebibyte
                else { throw corrupt("the region table") }
                guard end <= file.size else {
                    throw .truncated(format: .vhdx, missing: "a region reaches behind the end of the file")
                }
                guard regions.updateValue(start..<end, forKey: Array(table[entry..<entry + 16])) == nil else {
                    throw corrupt("the region table has a region twice")
                }
            }
            return regions
        }
        throw corrupt("neither region table has a right checksum")
    }

    /// After each chunk of data blocks stands one entry for a bitmap, which only an image with a parent uses.
    private static func checkBlocks(
        _ file: ImageFile, _ table: Range<UInt64>, _ disk: VHDXMetadata
    ) throws(ImageRefusal) {
        let chunk = (disk.sectorSize << 23) / disk.blockSize
        guard chunk > 0, let blocks = disk.virtualSize.pieces(of: disk.blockSize) else {
            throw corrupt("the block size")
        }
        let entries = blocks + (blocks - 1) / chunk
        guard entries * 8 <= table.upperBound - table.lowerBound else {
            throw corrupt("a block table that is too short for \(ByteCount(disk.virtualSize))")
        }
        let reader = TableReader(file, at: table.lowerBound, count: entries)
        try reader.forEachLittleEndian { (index, entry: UInt64) throws(ImageRefusal) in
            guard index % (chunk + 1) != chunk else { return }
            let block = index - index / (chunk + 1)
            let offset = entry & ~(mebibyte - 1)
            switch entry & 7 {
            case BlockState.partlyPresent: throw .backingFile(format: .vhdx)
            case BlockState.present:
                let length = min(disk.blockSize, disk.virtualSize - min(disk.virtualSize, block * disk.blockSize))
                guard offset >= mebibyte else { throw corrupt("block \(block) is misplaced") }
                guard let end = offset.adding(length), end <= file.size else {
                    throw .truncated(format: .vhdx, missing: "block \(block) is behind the end of the file")
                }
            default: return
            }
        }
    }

    /// The bytes of a GUID as they stand in the file: the first three groups are little-endian.
    static func identifier(_ text: String) -> [UInt8] {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }.compactMap {
            Character(Unicode.Scalar($0)).hexDigitValue
        }
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        guard bytes.count == 16 else { return bytes }
        return bytes[0..<4].reversed() + bytes[4..<6].reversed() + bytes[6..<8].reversed() + bytes[8...]
    }

    static func corrupt(_ reason: String) -> ImageRefusal { .corrupt(format: .vhdx, reason: reason) }
}
