import StorageModel

/// VMware's format, of the two kinds that hold their data themselves: monolithicSparse and streamOptimized.
struct VMDK {
    static let magic = "KDMV"

    private let file: ImageFile
    /// Sizes in sectors of 512 bytes.
    private let capacity: UInt64
    private let grainSize: UInt64
    private let directoryOffset: UInt64
    private let entriesPerTable: UInt64
    private let isCompressed: Bool

    private enum Flag {
        static let compressed: UInt32 = 1 << 16
    }

    private static let sector: UInt64 = 512
    /// The directory is named by a copy of the header near the end.
    private static let directoryAtEnd = UInt64.max
    private static let descriptorLimit: UInt64 = 1 << 20
    /// A grain entry that says that the grain is zero.
    private static let zeroGrain: UInt32 = 1

    static func facts(_ file: ImageFile, _ head: [UInt8]) throws(ImageRefusal) -> ImageFacts {
        guard head.count >= 512, let descriptorOffset = head.littleEndian(at: 28, as: UInt64.self),
            let descriptorSize = head.littleEndian(at: 36, as: UInt64.self),
            let capacity = head.littleEndian(at: 12, as: UInt64.self),
            let directory = head.littleEndian(at: 56, as: UInt64.self)
        else { throw .truncated(format: .vmdk, missing: "the header is incomplete") }
        // qemu takes a header without capacity for a mere envelope of a descriptor, which may name any file.
        guard descriptorOffset > 0, descriptorSize > 0, capacity > 0 else {
            throw .extents(reason: "it is one part of several")
        }
        guard let offset = descriptorOffset.times(sector), let size = descriptorSize.times(sector),
            size <= descriptorLimit
        else { throw corrupt("the descriptor is misplaced") }
        let text = try file.bytes(at: offset, upTo: Int(size))
        guard UInt64(text.count) == size else { throw .truncated(format: .vmdk, missing: "the descriptor") }
        try VMDKDescriptor(text).requireSelfContained()
        let header = directory == directoryAtEnd ? try footer(file) : head
        let image = try VMDK(file, header)
        guard image.capacity == capacity else { throw corrupt("the header at the start and the one at the end differ") }
        try image.checkGrains()
        return ImageFacts(format: .vmdk, virtualSize: capacity * sector, fileSize: file.size)
    }

    /// The last three sectors are a marker, the header, and the mark of the end.
    private static func footer(_ file: ImageFile) throws(ImageRefusal) -> [UInt8] {
        let missing = ImageRefusal.truncated(format: .vmdk, missing: "it does not end with a footer")
        guard file.size >= 3 * sector else { throw missing }
        let tail = try file.bytes(at: (file.size / sector - 3) * sector, upTo: Int(3 * sector))
        guard tail.count == 1536, tail.littleEndian(at: 12, as: UInt32.self) == 3, tail.has(magic, at: 512) else {
            throw missing
        }
        return Array(tail[512..<1024])
    }

    private init(_ file: ImageFile, _ header: [UInt8]) throws(ImageRefusal) {
        guard let version = header.littleEndian(at: 4, as: UInt32.self),
            let flags = header.littleEndian(at: 8, as: UInt32.self),
            let capacity = header.littleEndian(at: 12, as: UInt64.self),
            let grain = header.littleEndian(at: 20, as: UInt64.self),
            let entries = header.littleEndian(at: 44, as: UInt32.self),
            let directory = header.littleEndian(at: 56, as: UInt64.self), header.count >= 79
        else { throw .truncated(format: .vmdk, missing: "the header is incomplete") }
        guard 1...3 ~= version else { throw VMDK.corrupt("version \(version)") }
        guard header[72] == 0 else { throw VMDK.corrupt("it was not closed by the program that wrote it") }
        guard header.has([10, 32, 13, 10], at: 73) else {
            throw VMDK.corrupt("its line ends were changed, as by a transfer in text mode")
        }
        // The limits of qemu.
        guard grain.nonzeroBitCount == 1, 1...0x20_0000 ~= grain, 1...512 ~= entries, capacity > 0,
            capacity <= UInt64.max >> 10
        else { throw VMDK.corrupt("grains of \(grain) sectors, tables of \(entries) entries") }
        self.file = file
        self.capacity = capacity
        grainSize = grain
        directoryOffset = directory
        entriesPerTable = UInt64(entries)
        isCompressed = flags & Flag.compressed != 0
    }

    private func checkGrains() throws(ImageRefusal) {
        let coverage = entriesPerTable * grainSize
        guard let tables = capacity.pieces(of: coverage), let start = directoryOffset.times(Self.sector),
            let size = tables.times(4), let end = start.adding(size), start > 0, end <= file.size
        else { throw .truncated(format: .vmdk, missing: "the grain directory is behind the end of the file") }
        var seen: Set<UInt32> = []
        let directory = TableReader(file, at: start, count: tables)
        try directory.forEachLittleEndian { (index, place: UInt32) throws(ImageRefusal) in
            guard place != 0 else { return }
            guard seen.insert(place).inserted else { throw Self.corrupt("two entries name one grain table") }
            let offset = UInt64(place) * Self.sector
            guard offset + entriesPerTable * 4 <= file.size else {
                throw .truncated(format: .vmdk, missing: "grain table \(index) is behind the end of the file")
            }
            let table = TableReader(file, at: offset, count: entriesPerTable)
            try table.forEachLittleEndian { (entry, grain: UInt32) throws(ImageRefusal) in
                try checkGrain(grain, first: index * coverage + entry * grainSize)
            }
        }
    }

    /// - Parameter first: the sector of the disk with which it begins.
    private func checkGrain(_ grain: UInt32, first: UInt64) throws(ImageRefusal) {
        guard grain > Self.zeroGrain, first < capacity else { return }
        let offset = UInt64(grain) * Self.sector
        let length: UInt64
        if isCompressed {
            // A marker before the data: the grain's first sector, then the length.
            let marker = try file.bytes(at: offset, upTo: 12)
            guard let size = marker.littleEndian(at: 8, as: UInt32.self) else {
                throw .truncated(format: .vmdk, missing: "a grain at \(offset) is behind the end of the file")
            }
            length = 12 + UInt64(size)
        } else {
            length = min(grainSize, capacity - first) * Self.sector
        }
        guard offset + length <= file.size else {
            throw .truncated(format: .vmdk, missing: "a grain at \(offset) is behind the end of the file")
        }
    }

    static func corrupt(_ reason: String) -> ImageRefusal { .corrupt(format: .vmdk, reason: reason) }
}
