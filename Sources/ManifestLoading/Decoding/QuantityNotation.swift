import StorageModel

/// How whole numbers of a unit are written: bare in the base unit, or with one of the accepted unit suffixes.
struct QuantityNotation {
    /// What messages say a value must be.
    let noun: String
    let base: String
    private let bytesPerBase: Int
    private let accepted: [(suffix: String, factor: Int)]

    /// `512GiB`, `512Gi`, `1TiB`, `1Ti` or bare GiB.
    static let size = QuantityNotation(
        noun: "a whole number of GiB such as `512GiB`", base: "GiB", bytesPerBase: 1 << 30,
        accepted: [("GiB", 1), ("Gi", 1), ("TiB", 1024), ("Ti", 1024)])

    /// `800MiB/s` or bare KiB/s.
    static let bandwidth = QuantityNotation(
        noun: "a whole number of KiB/s such as `800MiB/s`", base: "KiB/s", bytesPerBase: 1 << 10,
        accepted: [("KiB/s", 1), ("MiB/s", 1 << 10), ("GiB/s", 1 << 20)])

    enum Reading: Equatable {
        case count(Int)
        case refused(suggestion: String?)
    }

    func reading(of text: String) -> Reading {
        for (suffix, factor) in accepted + [("", 1)] where text.hasSuffix(suffix) {
            let digits = String(text.dropLast(suffix.count))
            guard IntegerSyntax.isInteger(digits) else { continue }
            let count = (Int(digits) ?? .max).multipliedReportingOverflow(by: factor)
            return .count(count.overflow ? .max : count.partialValue)
        }
        return .refused(suggestion: suggestion(for: text))
    }

    /// The next whole number of the base unit, for a decimal fraction, another unit or another notation.
    private func suggestion(for text: String) -> String? {
        let text = text.filter { $0 != " " }.lowercased()
        if let bare = IntegerSyntax.integer(meantBy: text) { return "\(bare)\(base)" }
        let number = text.prefix { $0.isNumber || $0 == "." }
        var unit = text.dropFirst(number.count)
        for suffix in ["/s", "ps"] where base.hasSuffix("/s") && unit.hasSuffix(suffix) {
            unit = unit.dropLast(suffix.count)
            break
        }
        guard let value = Double(number), let bytesPerUnit = Self.bytesPerUnit(String(unit)) else { return nil }
        let count = (value * bytesPerUnit / Double(bytesPerBase)).rounded(.up)
        return Int(exactly: count).map { "\($0)\(base)" }
    }

    /// `G` alone means GiB to storage people; only `GB` is decimal.
    private static func bytesPerUnit(_ unit: String) -> Double? {
        guard let prefix = unit.first, let index = ["k", "m", "g", "t", "p"].firstIndex(of: prefix) else { return nil }
        let radix: Double
        switch unit.dropFirst() {
        case "b": radix = 1000
        case "", "i", "ib": radix = 1024
        default: return nil
        }
        return (0...index).reduce(1) { product, _ in product * radix }
    }
}
