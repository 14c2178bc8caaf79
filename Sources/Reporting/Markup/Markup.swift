import StorageModel

/// A piece of HTML or XML: an element, or text.
///
/// Whatever is read from an array or a manifest can get into it as text or as the value of an attribute only, and both
/// are escaped when they are written. Names of elements and attributes are literals of this program.
enum Markup: ExpressibleByStringInterpolation {
    typealias Attributes = KeyValuePairs<StaticString, String>

    case element(StaticString, Attributes, [Markup])
    case text(String)
    /// Style and script of this program itself.
    case verbatim(StaticString)

    init(stringLiteral value: String) { self = .text(value) }

    static func element(_ name: StaticString, _ attributes: Attributes = [:], _ content: Markup...) -> Markup {
        .element(name, attributes, content)
    }

    /// A sentence, with what stands between backticks as code.
    static func prose(_ sentence: String) -> [Markup] {
        let parts = sentence.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        guard parts.count.isMultiple(of: 2) == false else { return [.text(sentence)] }
        return parts.enumerated().compactMap { index, part in
            part.isEmpty ? nil : index.isMultiple(of: 2) ? .text(part) : .element("code", [:], .text(part))
        }
    }

    /// Elements that HTML writes without an end.
    private static let void: Set<String> = ["br", "col", "input", "link", "meta"]

    enum Dialect {
        case html, xml
    }

    func render(_ dialect: Dialect) -> String {
        var text = ""
        write(to: &text, dialect)
        return text
    }

    private func write(to text: inout String, _ dialect: Dialect) {
        switch self {
        case .text(let content): text += Self.escaped(content)
        case .verbatim(let content): text += content.description
        case .element(let name, let attributes, let content):
            text += "<\(name)"
            for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
            if content.isEmpty, dialect == .xml {
                text += "/>"
                return
            }
            text += ">"
            if Self.void.contains(name.description), dialect == .html { return }
            for child in content { child.write(to: &text, dialect) }
            text += "</\(name)>"
        }
    }

    /// What shows itself and ends neither text nor attribute; characters that XML does not have are replaced.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.shown(limit: longestText).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// In characters, of one piece of text.
    private static let longestText = 4000
}
