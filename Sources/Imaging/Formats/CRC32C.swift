/// The checksum of VHDX (Castagnoli).
enum CRC32C {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
    }

    /// - Parameter hole: four bytes that count as 0, because the sum itself stands there.
    static func sum(_ bytes: [UInt8], hole: Int) -> UInt32 {
        var value = UInt32.max
        for (index, byte) in bytes.enumerated() {
            let byte = hole..<hole + 4 ~= index ? 0 : byte
            value = value >> 8 ^ table[Int((value ^ UInt32(byte)) & 0xFF)]
        }
        return ~value
    }

    /// Whether the four bytes at this place are the sum of the others.
    static func isRight(_ bytes: [UInt8], at offset: Int) -> Bool {
        bytes.littleEndian(at: offset, as: UInt32.self) == sum(bytes, hole: offset)
    }
}
