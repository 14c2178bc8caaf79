import StorageModel

/// What the metadata table of a VHDX image says about the disk.
struct VHDXMetadata {
    var blockSize: UInt64
    var virtualSize: UInt64
    var sectorSize: UInt64

    private enum Item {
        static let fileParameters = VHDX.identifier("CAA16737-FA36-4D43-B3B6-33F0AA44E76B")
        static let virtualSize = VHDX.identifier("2FA54224-CD1B-4876-B211-5DBED83BF4B8")
        static let sectorSize = VHDX.identifier("8141BF1D-A96F-4709-BA47-F233A8FAAB5F")
        static let parentLocator = VHDX.identifier("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C")
    }

    private static let hasParent: UInt32 = 1 << 1
    private static let entryLimit = 2047

    init(_ file: ImageFile, region: Range<UInt64>) throws(ImageRefusal) {
        let table = try file.bytes(at: region.lowerBound, upTo: 64 << 10)
        guard table.has("metadata"), let count = table.littleEndian(at: 10, as: UInt16.self),
            Int(count) <= Self.entryLimit
        else { throw VHDX.corrupt("the metadata table") }
        var items: [[UInt8]: [UInt8]] = [:]
        for index in 0..<Int(count) {
            let entry = 32 + index * 32
            guard entry + 32 <= table.count, let offset = table.littleEndian(at: entry + 16, as: UInt32.self)
            else { throw .truncated(format: .vhdx, missing: "the metadata table") }
            guard UInt64(offset) < region.upperBound - region.lowerBound else {
                throw VHDX.corrupt("an item of the metadata is misplaced")
            }
            let value = try file.bytes(at: region.lowerBound + UInt64(offset), upTo: 8)
            guard items.updateValue(value, forKey: Array(table[entry..<entry + 16])) == nil else {
                throw VHDX.corrupt("the metadata has an item twice")
            }
        }
        guard items[Item.parentLocator] == nil else { throw .backingFile(format: .vhdx) }
        guard let parameters = items[Item.fileParameters], let block = parameters.littleEndian(at: 0, as: UInt32.self),
            let flags = parameters.littleEndian(at: 4, as: UInt32.self),
            let size = items[Item.virtualSize]?.littleEndian(at: 0, as: UInt64.self),
            let sector = items[Item.sectorSize]?.littleEndian(at: 0, as: UInt32.self)
        else { throw VHDX.corrupt("the metadata is incomplete") }
        guard flags & Self.hasParent == 0 else { throw .backingFile(format: .vhdx) }
        guard size > 0 else { throw .empty(format: .vhdx) }
        guard block.nonzeroBitCount == 1, 1 << 20...256 << 20 ~= block, sector == 512 || sector == 4096,
            size.isMultiple(of: UInt64(sector)), size <= 64 << 40
        else { throw VHDX.corrupt("\(ByteCount(size)) in blocks of \(block) and sectors of \(sector) bytes") }
        blockSize = UInt64(block)
        virtualSize = size
        sectorSize = UInt64(sector)
    }
}
