import StorageModel

/// Walks the tables of a qcow2 image: everything that the header leads to must be inside the file.
///
/// `qemu-img convert` reads a missing cluster as zeroes and succeeds. One L2 table is in memory at a time, and none is
/// read twice, so that the work is bounded by the size of the file.
struct QCOW2 {
    private let file: ImageFile
    private let header: QCOW2Header

    static func facts(_ file: ImageFile, _ head: [UInt8]) throws(ImageRefusal) -> ImageFacts {
        let image = QCOW2(file: file, header: try QCOW2Header(head, fileSize: file.size))
        try image.checkRefcountBlocks()
        try image.checkClusters()
        return ImageFacts(
            format: .qcow2, virtualSize: image.header.virtualSize, fileSize: file.size, notes: image.header.notes)
    }

    /// Bits 9 to 55 of an entry.
    private static let offsetMask: UInt64 = 0x00FF_FFFF_FFFF_FE00
    private static let compressed: UInt64 = 1 << 62
    private static let zero: UInt64 = 1

    private func checkRefcountBlocks() throws(ImageRefusal) {
        let table = TableReader(
            file, at: header.refcountTableOffset, count: header.refcountTableClusters * header.clusterSize / 8)
        try table.forEachBigEndian { (_, entry: UInt64) throws(ImageRefusal) in
            guard entry != 0 else { return }
            guard entry.isMultiple(of: header.clusterSize) else {
                throw QCOW2Header.corrupt("a refcount block is misplaced")
            }
            try requireInside(entry, header.clusterSize, "a refcount block")
        }
    }

    private func checkClusters() throws(ImageRefusal) {
        var seen: Set<UInt64> = []
        let table = TableReader(file, at: header.l1Offset, count: header.l1Entries)
        try table.forEachBigEndian { (index, entry: UInt64) throws(ImageRefusal) in
            let offset = entry & Self.offsetMask
            guard entry & ~(Self.offsetMask | 1 << 63) == 0, offset.isMultiple(of: header.clusterSize) else {
                throw QCOW2Header.corrupt("entry \(index) of the L1 table")
            }
            guard offset != 0 else { return }
            guard seen.insert(offset).inserted else {
                throw QCOW2Header.corrupt("two entries of the L1 table name one L2 table")
            }
            try requireInside(offset, header.clusterSize, "an L2 table")
            // A table behind the end of the disk holds nothing that is read.
            guard let start = index.times(header.bytesPerL2Table), start < header.virtualSize else { return }
            try checkL2Table(at: offset, guestStart: start)
        }
    }

    private func checkL2Table(at offset: UInt64, guestStart: UInt64) throws(ImageRefusal) {
        let table = TableReader(file, at: offset, count: header.clusterSize / 8)
        try table.forEachBigEndian { (index, entry: UInt64) throws(ImageRefusal) in
            guard entry != 0, let start = guestStart.adding(index * header.clusterSize), start < header.virtualSize
            else { return }
            let length = min(header.clusterSize, header.virtualSize - start)
            if entry & Self.compressed != 0 { return try checkCompressed(entry) }
            // Not read: it is zero whatever is there.
            if entry & Self.zero != 0 { return }
            let host = entry & Self.offsetMask
            guard host != 0 else { return }
            guard host.isMultiple(of: header.clusterSize) else { throw QCOW2Header.corrupt("a cluster is misplaced") }
            try requireInside(host, length, "a cluster")
        }
    }

    /// The offset, then the number of further sectors; how many bits each has depends on the size of a cluster. qemu
    /// fills the last sector up, so that it is in the file as a whole.
    private func checkCompressed(_ entry: UInt64) throws(ImageRefusal) {
        let shift = 62 - (header.clusterBits - 8)
        let host = entry & ((1 << shift) - 1)
        let sectors = (entry & (Self.compressed - 1)) >> shift
        guard host != 0 else { throw QCOW2Header.corrupt("a compressed cluster at 0") }
        try requireInside(host & ~511, (sectors + 1) * 512, "a compressed cluster")
    }

    private func requireInside(_ offset: UInt64, _ length: UInt64, _ what: String) throws(ImageRefusal) {
        guard let end = offset.adding(length), end <= file.size else {
            throw .truncated(
                format: .qcow2, missing: "\(what) at \(offset) is behind the end of the file (\(file.size) bytes)")
        }
    }
}
