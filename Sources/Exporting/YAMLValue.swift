import ManifestLoading
import StorageModel

/// A value of an exported manifest, in the few forms that such a manifest has.
///
/// Written by hand and not by libyaml, whose emitter keeps no comments and chooses its own line breaks. What is written
/// here is read back to the same bytes for every Unicode scalar; `ScalarRoundTripTests` tries them all.
enum YAMLValue: Hashable, Sendable {
    /// Written as it is: numbers, sizes, booleans, words of the language.
    case plain(String)
    /// Quoted where it could be taken for something else.
    case text(String)
    case list([YAMLValue])
    case map([YAMLEntry])

    /// By the bytes of its texts: what is folded into one must be one.
    static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.plain(let left), .plain(let right)), (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.plain, _), (.text, _), (.list, _), (.map, _): false
        }
    }

    /// On one line.
    var flow: String {
        switch self {
        case .plain(let text): text
        case .text(let text): Self.quoted(text)
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { $0.keyText + ($0.isLongKey ? " : " : ": ") + $0.value.flow }.joined(separator: ", ")
                + "}"
        }
    }

    /// Plain only where no reader can mistake it: a letter or `_` first, then nothing that means anything to YAML, and
    /// no word that one of its versions takes for a value.
    static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.enumerated().allSatisfy { isSafe($0.element, isFirst: $0.offset == 0) }
        return isPlain && !reserved.contains(text.lowercased()) ? text : "\"\(escaped(text, quotes: true))\""
    }

    /// What may stand in a comment: one line, without a character that YAML forbids.
    static func comment(_ text: String) -> String { escaped(text, quotes: false) }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if quotes, scalar == "\"" || scalar == "\\" {
                result += "\\"
                result.unicodeScalars.append(scalar)
            } else if isVerbatim(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(scalar)
            }
        }
        return result
    }

    /// `\x0A`, `\u2028`, `\U0001FFFE`: the three forms of YAML 1.2, section 5.7.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, length) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x1_0000 ? ("u", 4) : ("U", 8)
        return "\\\(letter)" + String(repeating: "0", count: length - digits.count) + digits
    }

    /// Whether a scalar is read as itself between quotes, and shows what it is. Not those that are: line breaks (NEL,
    /// U+2028, U+2029), outside YAML's printable characters, byte order marks, or invisible characters and those that
    /// change the direction of writing, which make a reviewer see another text than the tool.
    private static func isVerbatim(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        case _ where !scalar.isPrintable: false
        case 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        case 0x1_0000...0x10_FFFF: scalar.value & 0xFFFE != 0xFFFE
        default: false
        }
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

    /// Under a name that is the manifest's own.
    init(_ key: String, _ value: YAMLValue) {
        self.key = key
        self.value = value
    }

    /// Under a key of the language, as the loader reads it.
    init(_ key: some FieldKey, _ value: YAMLValue) { self.init(key.rawValue, value) }
    static func == (left: Self, right: Self) -> Bool {
        left.key.hasSameBytes(as: right.key) && left.value == right.value
    }

    /// YAML takes at most 1024 characters for a key, unless a question mark announces it.
    fileprivate var isLongKey: Bool { YAMLValue.quoted(key).count > 1_000 }

    fileprivate var keyText: String { (isLongKey ? "? " : "") + YAMLValue.quoted(key) }

    /// On one line where it fits, else one line for each entry of its mapping.
    func lines(indent: Int, width: Int = 110) -> [String] {
        let margin = String(repeating: " ", count: indent)
        if isLongKey { return ["\(margin)\(keyText)", "\(margin): \(value.flow)"] }
        let line = "\(margin)\(keyText): \(value.flow)"
        guard line.count > width, case .map(let entries) = value, !entries.isEmpty else { return [line] }
        return ["\(margin)\(keyText):"] + entries.flatMap { $0.lines(indent: indent + 2, width: width) }
    }
}
