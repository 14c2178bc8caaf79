/// SplitMix64: a small generator whose whole state is one word, so that a saved array resumes where it stopped.
package struct SeededRandom: RandomNumberGenerator, Sendable, Codable, Equatable {
    private var word: UInt64

    package init(seed: UInt64) { word = seed }

    /// Signed, since JSON readers commonly lose what is beyond 2^63.
    package init(from decoder: any Decoder) throws {
        word = UInt64(bitPattern: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Int64(bitPattern: word))
    }

    package mutating func next() -> UInt64 {
        word &+= 0x9E37_79B9_7F4A_7C15
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Sixteen lower-case hexadecimal digits.
    mutating func hexWord() -> String {
        let digits = String(next(), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// A random (version 4) UUID in lower case.
    mutating func uuid() -> String {
        var digits = Array((hexWord() + hexWord()).utf8)
        digits[12] = UInt8(ascii: "4")
        digits[16] = Array("89ab".utf8)[Int(next() % 4)]
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
    }
}
