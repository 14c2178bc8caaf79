/// A value of an exported manifest, in the few forms that such a manifest has.
enum YAMLValue: Hashable, Sendable {
    /// Written as it is: numbers, sizes, booleans, words of the language.
    case plain(String)
    /// Quoted where it could be taken for something else.
    case text(String)
    case list([YAMLValue])
    case map([YAMLEntry])

    /// On one line.
    var flow: String {
        switch self {
        case .plain(let text): text
        case .text(let text): Self.quoted(text)
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\(Self.quoted($0.key)): \($0.value.flow)" }.joined(separator: ", ") + "}"
        }
    }

    /// Plain only where no reader can mistake it: a letter or `_` first, then nothing that means anything to YAML, and no
    /// word that one of its versions takes for a value.
    static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.enumerated().allSatisfy { isSafe($0.element, isFirst: $0.offset == 0) }
        if isPlain, !reserved.contains(text.lowercased()) { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case let control where control.value < 0x20:
                let hex = String(control.value, radix: 16)
                result += "\\x" + (hex.count == 1 ? "0" : "") + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func isSafe(_ byte: UInt8, isFirst: Bool) -> Bool {
        let isLetter =
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
        if isLetter || isFirst { return isLetter }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    private static let reserved: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
}

/// A key with its value.
struct YAMLEntry: Hashable, Sendable {
    var key: String
    var value: YAMLValue

    init(_ key: String, _ value: YAMLValue) {
        self.key = key
        self.value = value
    }

    /// On one line where it fits, else one line for each entry of its mapping.
    func lines(indent: Int, width: Int = 110) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let line = "\(margin)\(YAMLValue.quoted(key)): \(value.flow)"
        guard line.count > width, case .map(let entries) = value, !entries.isEmpty else { return [line] }
        return ["\(margin)\(YAMLValue.quoted(key)):"] + entries.flatMap { $0.lines(indent: indent + 2, width: width) }
    }
}
