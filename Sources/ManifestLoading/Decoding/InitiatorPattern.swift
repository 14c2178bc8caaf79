/// The DSP's pattern of initiator ids: `iqn.YYYY-MM.a.b…` of 16 to 223 characters, or `eui.` and 16 hex digits.
enum InitiatorPattern {
    static func accepts(_ text: String) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        if parts.first == "eui" { return parts.count == 2 && isHex(parts[1]) }
        guard parts.count == 3, parts[0] == "iqn", (16...223).contains(text.utf8.count) else { return false }
        return isMonth(parts[1]) && parts[2].contains(".") && parts[2].utf8.allSatisfy { $0 > 0x20 && $0 != 0x2F }
    }

    static func hint(for text: String) -> String {
        text.hasPrefix("eui.")
            ? "an EUI is `eui.` and 16 hex digits"
            : "an IQN looks like `iqn.1993-08.org.debian:01:db01` and has 16 to 223 characters"
    }

    /// `YYYY-MM`, the month loosely, as the DSP checks it.
    private static func isMonth(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, bytes[4] == UInt8(ascii: "-") else { return false }
        return (bytes[0..<4] + bytes[5...]).allSatisfy(\.isASCIIDigit) && bytes[5] <= UInt8(ascii: "1")
    }

    private static func isHex(_ text: Substring) -> Bool { text.utf8.count == 16 && text.allSatisfy(\.isHexDigit) }
}
