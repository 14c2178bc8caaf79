/// A table of integers in a file, read in pieces of 1 MiB.
struct TableReader {
    private let file: ImageFile
    private let offset: UInt64
    private let count: UInt64

    private static let pieceSize: UInt64 = 1 << 20

    /// - Parameter count: of entries. The caller has made sure that the table is inside the file.
    init(_ file: ImageFile, at offset: UInt64, count: UInt64) {
        self.file = file
        self.offset = offset
        self.count = count
    }

    /// Stops at the end of the file.
    func forEachBigEndian<Entry: FixedWidthInteger & UnsignedInteger>(
        _ body: (UInt64, Entry) throws(ImageRefusal) -> Void
    ) throws(ImageRefusal) {
        let size = UInt64(MemoryLayout<Entry>.size)
        let perPiece = Self.pieceSize / size
        var first: UInt64 = 0
        while first < count {
            let wanted = min(perPiece, count - first)
            guard let start = offset.adding(first * size) else { return }
            let bytes = try file.bytes(at: start, upTo: Int(wanted * size))
            let complete = bytes.count / Int(size)
            guard complete > 0 else { return }
            var position = 0
            for index in 0..<complete {
                var value: Entry = 0
                for byte in bytes[position..<position + Int(size)] { value = value << 8 | Entry(byte) }
                position += Int(size)
                try body(first + UInt64(index), value)
            }
            first += UInt64(complete)
        }
    }

    func forEachLittleEndian<Entry: FixedWidthInteger & UnsignedInteger>(
        _ body: (UInt64, Entry) throws(ImageRefusal) -> Void
    ) throws(ImageRefusal) {
        try forEachBigEndian { (index, entry: Entry) throws(ImageRefusal) in try body(index, entry.byteSwapped) }
    }
}
