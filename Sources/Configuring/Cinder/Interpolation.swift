/// Puts in what `$name`, `${name}` and `$group.name` stand for in a value, as oslo.config does. `$$` and `\$` are a
/// dollar sign.
struct Interpolation {
    /// What cannot be put in; never shown of a password, of which it may be a part.
    struct Unknown: Error, Equatable {
        var name: String
    }

    /// Values may refer to values that refer to others; a circle ends here.
    private static let deepest = 10

    let file: INIFile
    let section: String

    func text(of value: String) throws(Unknown) -> String { try text(of: value, depth: 0) }

    private func text(of value: String, depth: Int) throws(Unknown) -> String {
        guard value.contains("$") else { return value }
        var rest = value.replacing(#"\$"#, with: "$$")[...]
        var result = ""
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
                continue
            }
            let isBraced = rest.first == "{"
            let name = (isBraced ? rest.dropFirst() : rest).prefix(while: Self.isPartOfName)
            let after = (isBraced ? rest.dropFirst() : rest)[name.endIndex...]
            guard let first = name.first, first.isLetter || first == "_", !isBraced || after.first == "}" else {
                // No name: a dollar sign that stands for itself.
                result += "$"
                continue
            }
            guard depth < Self.deepest, let found = lookUp(String(name)) else { throw Unknown(name: String(name)) }
            result += try Interpolation(file: file, section: found.section).text(of: found.text, depth: depth + 1)
            rest = isBraced ? after.dropFirst() : after
        }
        return result + rest
    }

    private static func isPartOfName(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber || letter == "_" || letter == ".")
    }

    private func lookUp(_ name: String) -> (text: String, section: String)? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let places = parts.count == 2 ? [(parts[0], parts[1])] : [(section, name), ("DEFAULT", name)]
        for (section, option) in places {
            if let value = file[section, option] { return (value.text, section) }
        }
        return nil
    }
}
