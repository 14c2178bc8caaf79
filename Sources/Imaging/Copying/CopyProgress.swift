/// Reads `(12.34/100%)` out of what `qemu-img -p` writes, in whatever pieces it comes.
package struct CopyProgress: Sendable {
    /// What came after the last closing bracket. A report has 14 bytes; more can only be something else.
    private var rest: [UInt8] = []
    private static let restLimit = 64

    package init() {}

    /// - Returns: the last fraction that the piece completes, from 0 to 1; nil if none.
    package mutating func fraction(after piece: [UInt8]) -> Double? {
        rest += piece
        guard let end = rest.lastIndex(of: UInt8(ascii: ")")) else {
            rest = rest.suffix(Self.restLimit)
            return nil
        }
        let complete = rest[..<end]
        rest = Array(rest[(end + 1)...].suffix(Self.restLimit))
        guard let start = complete.lastIndex(of: UInt8(ascii: "(")) else { return nil }
        let report = String(decoding: complete[(start + 1)...], as: UTF8.self)
        guard report.hasSuffix("/100%"), let percent = Double(report.dropLast(5)), percent.isFinite else { return nil }
        return min(1, max(0, percent / 100))
    }
}
