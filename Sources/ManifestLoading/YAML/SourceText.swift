import Diagnostics

/// The text of a manifest file: UTF-8 without a byte order mark and without characters that YAML forbids.
struct SourceText {
    let file: String
    let bytes: [UInt8]

    init(_ source: ManifestSource) throws(YAMLFailure) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        file = source.name
        bytes = source.text.starts(with: mark) ? Array(source.text.dropFirst(mark.count)) : source.text
        if !bytes.allSatisfy(Self.isOrdinary) { try checkCharacters() }
    }

    /// Printable ASCII, tab and line breaks: what most manifests consist of, told without decoding.
    private static func isOrdinary(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// libyaml checks this as well, but tells no place.
    private func checkCharacters() throws(YAMLFailure) {
        var parser = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var location = SourceLocation(file: file, line: 1, column: 1)
        while true {
            switch parser.parseScalar(from: &input) {
            case .emptyInput:
                return
            case .error:
                throw YAMLFailure("this byte is not UTF-8", at: location, hint: "save the file as UTF-8")
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                guard Self.isAllowed(scalar) else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    throw YAMLFailure(
                        "the character U+\(code) is not allowed in YAML", at: location, hint: Self.hint(for: scalar))
                }
                location = Self.location(after: scalar, at: location)
            }
        }
    }

    /// The printable characters of YAML 1.2, section 5.1, as libyaml has them.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
            true
        default: false
        }
    }

    /// Where such a character comes from, if that is known.
    private static func hint(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xFEFF: "it is a byte order mark, often left by joining files; remove it"
        case 0: "save the file as UTF-8; every other byte of UTF-16 is 0"
        default: nil
        }
    }

    private static func location(after scalar: Unicode.Scalar, at location: SourceLocation) -> SourceLocation {
        scalar == "\n"
            ? SourceLocation(file: location.file, line: location.line + 1, column: 1)
            : SourceLocation(file: location.file, line: location.line, column: location.column + 1)
    }
}
