import Testing

/// Reads a page as strictly as XML and looks for what people who do not see it need: each element ends where it should,
/// each table heading says what it is for, each field has a label, and no id is there twice.
struct MarkupCheck {
    private static let void: Set<String> = ["meta", "input", "br", "col", "link"]

    private let text: Substring

    init(_ page: String) { text = page[...] }

    struct Problem: Error {
        var text: String
    }

    func run() throws {
        var open: [String] = []
        var ids: Set<String> = []
        var labels: Set<String> = []
        var fields: Set<String> = []
        var rest = text
        try require(rest.hasPrefix("<!DOCTYPE html>\n"), "no doctype")
        rest = rest.dropFirst("<!DOCTYPE html>\n".count)
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            let end = try #require(rest.firstIndex(of: ">"))
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                try require(
                    open.popLast() == String(tag.dropFirst()), "</\(tag.dropFirst())> ends \(open.last ?? "nothing")")
                continue
            }
            let name = String(tag.prefix { $0 != " " })
            let attributes = try attributes(of: tag.dropFirst(name.count))
            if let id = attributes["id"] { try require(ids.insert(id).inserted, "the id \(id) is there twice") }
            if name == "label", let id = attributes["for"] { labels.insert(id) }
            if name == "input" { fields.insert(attributes["id"] ?? "") }
            if name == "th" {
                try require(["col", "row", "rowgroup"].contains(attributes["scope"] ?? ""), "th without scope")
            }
            if name == "svg" { try require(attributes["aria-hidden"] == "true", "a picture without a text") }
            if name == "script" || name == "style" {
                // Text that is no markup.
                let close = try #require(rest.range(ofText: "</\(name)>"))
                rest = rest[close...]
            }
            if !Self.void.contains(name) { open.append(name) }
        }
        try require(open.isEmpty, "\(open) do not end")
        try require(fields.isSubset(of: labels), "\(fields.subtracting(labels)) have no label")
    }

    private func attributes(of text: Substring) throws -> [String: String] {
        var result: [String: String] = [:]
        var rest = text
        while !rest.isEmpty {
            try require(rest.first == " ", "attributes of \(text)")
            rest = rest.dropFirst()
            let equals = try #require(rest.firstIndex(of: "="))
            let name = String(rest[..<equals])
            try require(name.allSatisfy { $0.isLetter || $0 == "-" }, "the attribute \(name)")
            rest = rest[rest.index(after: equals)...]
            try require(rest.first == "\"", "the value of \(name)")
            rest = rest.dropFirst()
            let end = try #require(rest.firstIndex(of: "\""))
            try require(result.updateValue(String(rest[..<end]), forKey: name) == nil, "\(name) twice")
            rest = rest[rest.index(after: end)...]
        }
        return result
    }

    private func require(_ fact: Bool, _ problem: String) throws {
        if !fact { throw Problem(text: problem) }
    }
}

extension Substring {
    /// Where the text begins.
    fileprivate func range(ofText other: String) -> Index? {
        indices.first { self[$0...].hasPrefix(other) }
    }
}
