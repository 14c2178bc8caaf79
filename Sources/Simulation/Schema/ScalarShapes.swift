/// The hand-written matchers behind `TextPattern`.
extension [Unicode.Scalar] {
    /// A letter or `_`, then at least two of `rest`, `limit` scalars at most.
    func isWord(upTo limit: Int, rest: (Unicode.Scalar) -> Bool) -> Bool {
        guard 3...limit ~= count, let first else { return false }
        return (first.isLetter || first == "_") && dropFirst().allSatisfy(rest)
    }

    var isUUID: Bool { count == 36 && ArraySlice(self).startsWithUUID }

    /// The recorded pattern is not anchored: a UUID anywhere will do.
    var containsUUID: Bool { indices.contains { self[$0...].startsWithUUID } }

    var isPath: Bool {
        first == "/" && split(separator: "/", omittingEmptySubsequences: false).dropFirst().allSatisfy { !$0.isEmpty }
    }

    var isQualifiedName: Bool {
        if starts(with: Array("eui.".unicodeScalars)) { return count == 20 && dropFirst(4).allSatisfy(\.isHexDigit) }
        guard 16...223 ~= count, starts(with: Array("iqn.".unicodeScalars)), !contains("/"),
            !contains(where: \.isLineEnd)
        else { return false }
        let date = self[4..<12]
        guard date.prefix(4).allSatisfy(\.isDigit), date[8] == "-", date[9] == "0" || date[9] == "1", date[10].isDigit,
            date[11] == "."
        else { return false }
        return self[12...].contains(".")
    }

    var isIPv4: Bool {
        let octets = split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4
            && octets.allSatisfy { octet in
                guard 1...3 ~= octet.count, octet.allSatisfy(\.isDigit), octet.count == 1 || octet.first != "0" else {
                    return false
                }
                return octet.reduce(0) { $0 * 10 + Int($1.value - 48) } < 256
            }
    }

    var isHost: Bool {
        split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return (first.isLetter || first.isDigit) && (last.isLetter || last.isDigit)
                && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == "-" }
        }
    }

    /// `1d2h30m`: one or more of digits and a unit.
    var isPeriod: Bool {
        var digits = 0
        for scalar in self {
            if scalar.isDigit {
                digits += 1
            } else {
                guard digits > 0, "dhms".unicodeScalars.contains(scalar) else { return false }
                digits = 0
            }
        }
        return !isEmpty && digits == 0
    }

    var isEmail: Bool {
        guard let at = lastIndex(of: "@") else { return false }
        return self[..<at].isMailbox && self[(at + 1)...].isMailDomain
    }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate var startsWithUUID: Bool {
        guard count >= 36 else { return false }
        return zip(0..., prefix(36)).allSatisfy { position, scalar in
            switch position {
            case 8, 13, 18, 23: scalar == "-"
            default: scalar.isDigit || "a"..."f" ~= scalar
            }
        }
    }

    fileprivate var isMailbox: Bool {
        if count >= 3, first == "\"", last == "\"" { return !contains(where: \.isLineEnd) }
        return split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && !atom.contains { "<>()[]\\,;:@\"".unicodeScalars.contains($0) || $0.properties.isWhitespace }
        }
    }

    fileprivate var isMailDomain: Bool {
        if first == "[", last == "]", count > 2 {
            let octets = dropFirst().dropLast().split(separator: ".", omittingEmptySubsequences: false)
            return octets.count == 4 && octets.allSatisfy { 1...3 ~= $0.count && $0.allSatisfy(\.isDigit) }
        }
        let labels = split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last else { return false }
        return last.count >= 2 && last.allSatisfy(\.isLetter)
            && labels.dropLast().allSatisfy {
                !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isDigit || $0 == "-" }
            }
    }
}

extension Unicode.Scalar {
    /// ASCII only, as in the recorded patterns.
    var isLetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }
    var isDigit: Bool { "0"..."9" ~= self }
    var isHexDigit: Bool { isDigit || "a"..."f" ~= self || "A"..."F" ~= self }
    var isNameScalar: Bool { isLetter || isDigit || self == "_" || self == "-" || self == "." }
    /// What `.` of a regular expression does not match.
    var isLineEnd: Bool { "\n\r\u{2028}\u{2029}".unicodeScalars.contains(self) }
}
