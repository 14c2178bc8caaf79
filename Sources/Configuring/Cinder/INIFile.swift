import Diagnostics

/// A configuration file by the rules of oslo.config, which OpenStack's services read theirs with.
///
/// Sections and options may come in several parts; the last value of an option counts. A line that begins with a blank
/// continues the value before it. Comments are whole lines: what follows a value on its line belongs to the value.
struct INIFile: Sendable {
    struct Value: Sendable {
        /// Its lines, joined by line feeds.
        var text: String
        /// Where it begins.
        var location: SourceLocation
    }

    struct Problem: Error, Equatable {
        var location: SourceLocation
        var text: String
    }

    private(set) var sections: [String: [String: Value]] = [:]
    /// In the order of the file, as they are written.
    private(set) var names: [String] = []

    /// - Parameter name: of the file, for places.
    init(_ text: String, name: String) throws(Problem) {
        var section: String?
        var option: String?
        for (index, line) in Self.lines(of: text).enumerated() {
            func place(_ column: Int) -> SourceLocation {
                SourceLocation(file: name, line: index + 1, column: column)
            }
            let line = line.trimmingEnd
            if line.isEmpty {
                option = nil
            } else if line.first == " " || line.first == "\t" {
                guard let section, let option else {
                    throw Problem(
                        location: place(1), text: "a line that begins with a blank continues a value, and there is none"
                    )
                }
                sections[section]?[option]?.text += "\n" + line.drop(while: \.isWhitespace)
            } else if line.first == "[" {
                guard line.last == "]", line.count > 2 else {
                    throw Problem(location: place(1), text: "a section is written [NAME]")
                }
                let written = String(line.dropFirst().dropLast())
                section = Self.key(of: written)
                option = nil
                if !names.contains(where: { Self.key(of: $0) == section }) { names.append(written) }
                sections[Self.key(of: written), default: [:]].merge([:]) { $1 }
            } else if line.first == "#" || line.first == ";" {
                option = nil
            } else {
                guard let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }), sign > line.startIndex else {
                    throw Problem(location: place(1), text: "expected `option = value`, a [section] or a comment")
                }
                guard let section else {
                    throw Problem(location: place(1), text: "an option needs a [section] before it")
                }
                let key = String(line[..<sign].trimmingEnd)
                let value = line[line.index(after: sign)...].drop(while: \.isWhitespace)
                let column = line.distance(from: line.startIndex, to: value.startIndex) + 1
                sections[section, default: [:]][key] = Value(text: Self.unquoted(value), location: place(column))
                option = key
            }
        }
    }

    /// oslo.config compares names of groups without regard to case, but for DEFAULT.
    static func key(of section: String) -> String { section == "DEFAULT" ? section : section.lowercased() }

    subscript(section: String, option: String) -> Value? { sections[Self.key(of: section)]?[option] }

    private static func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    }

    private static func unquoted(_ value: Substring) -> String {
        guard let first = value.first, first == "\"" || first == "'", value.last == first else { return String(value) }
        return String(value.dropFirst().dropLast())
    }
}

extension Substring {
    fileprivate var trimmingEnd: Substring {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
