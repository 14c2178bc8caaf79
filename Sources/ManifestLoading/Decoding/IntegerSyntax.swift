/// What counts as a number here, and what people mean who write one in the way of another notation.
enum IntegerSyntax {
    /// Decimal digits without a leading zero: YAML versions disagree about everything else.
    static func isInteger(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard text.utf8.count - digits.count <= 1, let first = digits.first else { return false }
        return digits.allSatisfy(\.isASCIIDigit) && (first != UInt8(ascii: "0") || digits.count == 1)
    }

    /// The number meant by spellings such as `012`, `0x10`, `1e3`, `1_000`, `+5` or `5.0`.
    static func integer(meantBy text: String) -> Int? {
        let text = text.filter { $0 != "_" && $0 != "," && $0 != " " }.lowercased()
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
        if let value = Int(text) { return value }
        guard let value = Double(text), let whole = Int(exactly: value) else { return nil }
        return whole
    }

    /// The boolean meant by the many words that YAML 1.1 took for one.
    static func boolean(meantBy text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "y", "on", "1": true
        case "false", "no", "n", "off", "0": false
        default: nil
        }
    }
}
