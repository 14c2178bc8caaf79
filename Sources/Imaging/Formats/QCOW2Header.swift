import StorageModel

/// The header of a qcow2 image (version 2 or 3), with what refuses it before anything else of the file is read.
struct QCOW2Header {
    var virtualSize: UInt64
    var clusterBits: UInt64
    var l1Entries: UInt64
    var l1Offset: UInt64
    var refcountTableOffset: UInt64
    var refcountTableClusters: UInt64
    var notes: [String] = []

    var clusterSize: UInt64 { 1 << clusterBits }
    /// Of one L2 table, in guest bytes.
    var bytesPerL2Table: UInt64 { clusterSize / 8 * clusterSize }

    /// Bits that say what a reader must know; a reader that does not know one must not read the image. Subclusters
    /// (`extended_l2`) are among the unknown ones: OpenStack's inspector calls such an image unsafe.
    private enum Incompatible {
        static let dirty: UInt64 = 1 << 0
        static let corrupt: UInt64 = 1 << 1
        static let externalData: UInt64 = 1 << 2
        static let compressionType: UInt64 = 1 << 3
        static let known = dirty | corrupt | externalData | compressionType
    }

    private enum ExtensionType {
        static let end: UInt32 = 0
        static let backingFormat: UInt32 = 0xE279_2ACA
        static let encryption: UInt32 = 0x0537_BE77
        static let dataFile: UInt32 = 0x4441_5441
        static let bitmaps: UInt32 = 0x2385_2875
    }

    /// The largest tables that qemu opens, in bytes.
    private static let l1Limit: UInt64 = 32 << 20
    private static let refcountTableLimit: UInt64 = 8 << 20

    /// - Parameter head: the first MiB of the file.
    init(_ head: [UInt8], fileSize: UInt64) throws(ImageRefusal) {
        guard let version = head.bigEndian(at: 4, as: UInt32.self),
            let backing = head.bigEndian(at: 8, as: UInt64.self),
            let backingLength = head.bigEndian(at: 16, as: UInt32.self),
            let bits = head.bigEndian(at: 20, as: UInt32.self), let size = head.bigEndian(at: 24, as: UInt64.self),
            let cipher = head.bigEndian(at: 32, as: UInt32.self), let l1 = head.bigEndian(at: 36, as: UInt32.self),
            let l1Offset = head.bigEndian(at: 40, as: UInt64.self),
            let refcountTable = head.bigEndian(at: 48, as: UInt64.self),
            let refcountClusters = head.bigEndian(at: 56, as: UInt32.self),
            let snapshots = head.bigEndian(at: 60, as: UInt32.self)
        else { throw .truncated(format: .qcow2, missing: "the header is incomplete") }
        guard backing == 0, backingLength == 0 else { throw .backingFile(format: .qcow2) }
        guard cipher == 0 else { throw .encrypted(format: .qcow2) }
        guard size > 0 else { throw .empty(format: .qcow2) }
        guard 9...21 ~= bits else { throw Self.corrupt("clusters of 2^\(bits) bytes") }
        virtualSize = size
        clusterBits = UInt64(bits)
        l1Entries = UInt64(l1)
        self.l1Offset = l1Offset
        refcountTableOffset = refcountTable
        refcountTableClusters = UInt64(refcountClusters)
        var length = 72
        if version == 3 { length = try readVersion3(head) }
        if snapshots > 0 { notes.append("it has \(snapshots) internal snapshots, which are not imported") }
        try readExtensions(head, from: length)
        try checkTables(fileSize)
    }

    /// - Returns: the length of the header.
    private mutating func readVersion3(_ head: [UInt8]) throws(ImageRefusal) -> Int {
        guard let incompatible = head.bigEndian(at: 72, as: UInt64.self),
            let order = head.bigEndian(at: 96, as: UInt32.self), let length = head.bigEndian(at: 100, as: UInt32.self)
        else { throw .truncated(format: .qcow2, missing: "the header is incomplete") }
        guard incompatible & Incompatible.externalData == 0 else { throw .dataFile }
        guard incompatible & Incompatible.corrupt == 0 else { throw Self.corrupt("it is marked as corrupt") }
        guard incompatible & Incompatible.dirty == 0 else {
            throw Self.corrupt("it was not closed by the program that wrote it")
        }
        guard incompatible & ~Incompatible.known == 0 else {
            throw .unsupported(
                what: "a qcow2 image with features that are not known here",
                remedy: "convert it where it was made: `qemu-img convert -O qcow2 IMAGE PLAIN.qcow2`")
        }
        guard order <= 6 else { throw Self.corrupt("reference counts of 2^\(order) bits") }
        guard 104...4096 ~= length, length.isMultiple(of: 8), UInt64(length) <= clusterSize else {
            throw Self.corrupt("a header of \(length) bytes")
        }
        return Int(length)
    }

    /// They fill the first cluster up to the end mark.
    private mutating func readExtensions(_ head: [UInt8], from start: Int) throws(ImageRefusal) {
        var offset = start
        let end = Int(min(clusterSize, UInt64(head.count)))
        while offset + 8 <= end {
            guard let type = head.bigEndian(at: offset, as: UInt32.self), type != ExtensionType.end,
                let length = head.bigEndian(at: offset + 4, as: UInt32.self)
            else { return }
            switch type {
            case ExtensionType.backingFormat: throw .backingFile(format: .qcow2)
            case ExtensionType.dataFile: throw .dataFile
            case ExtensionType.encryption: throw .encrypted(format: .qcow2)
            case ExtensionType.bitmaps: notes.append("its dirty bitmaps are not imported")
            default: break
            }
            guard Int(length) <= end - offset - 8 else { throw Self.corrupt("a header extension without end") }
            offset += 8 + (Int(length) + 7) / 8 * 8
        }
    }

    private func checkTables(_ fileSize: UInt64) throws(ImageRefusal) {
        guard l1Entries * 8 <= Self.l1Limit, let needed = virtualSize.pieces(of: bytesPerL2Table),
            l1Entries >= needed
        else { throw Self.corrupt("an L1 table of \(l1Entries) entries for \(ByteCount(virtualSize))") }
        guard l1Offset > 0, l1Offset.isMultiple(of: clusterSize) else {
            throw Self.corrupt("the L1 table is misplaced")
        }
        guard let l1End = l1Offset.adding(l1Entries * 8), l1End <= fileSize else {
            throw .truncated(format: .qcow2, missing: "the L1 table is behind the end of the file")
        }
        guard refcountTableOffset > 0, refcountTableOffset.isMultiple(of: clusterSize), refcountTableClusters > 0,
            refcountTableClusters * clusterSize <= Self.refcountTableLimit
        else { throw Self.corrupt("the refcount table is misplaced") }
        guard let end = refcountTableOffset.adding(refcountTableClusters * clusterSize), end <= fileSize else {
            throw .truncated(format: .qcow2, missing: "the refcount table is behind the end of the file")
        }
    }

    static func corrupt(_ reason: String) -> ImageRefusal { .corrupt(format: .qcow2, reason: reason) }
}
