import Diagnostics

/// What a text that is not YAML turns out to be, where that says more than the parser's words.
struct OtherNotation {
    let failure: YAMLFailure

    init?(of text: SourceText) {
        let lines = Self.lines(of: text)
        func location(_ line: Int) -> SourceLocation { SourceLocation(file: text.file, line: line + 1, column: 1) }
        if let line = lines.firstIndex(where: Self.isConflictMarker) {
            failure = YAMLFailure(
                "a merge conflict is not resolved", at: location(line), hint: "keep one side and remove the markers")
        } else if let line = lines.firstIndex(where: { !$0.isEmpty && !$0.hasPrefix("#") }),
            Self.isSection(lines[line]), lines.contains(where: Self.isAssignment)
        {
            failure = YAMLFailure(
                "this looks like an INI file, such as cinder.conf", at: location(line),
                hint: "a manifest is YAML: `key: value`; `datera-apply schema manifest` describes it")
        } else {
            return nil
        }
    }

    /// What to look for where the parser has stopped.
    static func hint(for text: SourceText, failingAt place: SourceLocation) -> String? {
        let lines = lines(of: text)
        // It may have taken the end of one line for the beginning of what it stumbled over in the next.
        for line in [place.line, place.line - 1] where lines.indices.contains(line - 1) {
            guard let space = ForeignSpace(in: lines[line - 1]) else { continue }
            return "\(space.text) is in line \(line), column \(space.column): it is not a space in YAML"
        }
        return nil
    }

    private static func lines(of text: SourceText) -> [String] {
        text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isConflictMarker(_ line: String) -> Bool {
        ["<<<<<<< ", ">>>>>>> ", "||||||| "].contains { line.hasPrefix($0) }
    }

    /// `[DEFAULT]`
    private static func isSection(_ line: String) -> Bool {
        let line = line.filter { $0 != "\r" && $0 != " " }
        return line.hasPrefix("[") && line.hasSuffix("]") && !line.contains(",") && !line.contains(":")
    }

    private static func isAssignment(_ line: String) -> Bool {
        guard let sign = line.firstIndex(of: "=") else { return false }
        return line[..<sign].allSatisfy { $0.isLetter || $0.isNumber || "_ .-".contains($0) }
    }
}

/// A character that looks like a space and is none to YAML, as pages and word processors put it into what is copied.
struct ForeignSpace {
    /// For messages.
    let text: String
    /// From 1.
    let column: Int

    /// The first of a line.
    init?(in line: some StringProtocol) {
        let scalars = Array(line.unicodeScalars)
        guard let index = scalars.firstIndex(where: Self.isForeign) else { return nil }
        let code = String(scalars[index].value, radix: 16, uppercase: true)
        let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
        text = scalars[index].value == 0xA0 ? "a no-break space (U+00A0)" : "the blank U+\(digits)"
        column = index + 1
    }

    private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x7F && scalar.properties.isWhitespace && scalar.value != 0x85
            || (0x200B...0x200D).contains(scalar.value)
    }
}
