import Planning

/// What pages are made of.
enum PageParts {
    /// How good news is.
    enum Tone: String {
        case bad, careful, good, info
    }

    struct Tile {
        var label: String
        var value: String
        /// A colour; nil for none.
        var colour: String?
        var note: String?

        /// A number, grey where it is none.
        init(_ label: String, _ number: Int, _ colour: String? = nil, note: String? = nil) {
            self.init(label, text: "\(number)", number == 0 ? "zero" : colour, note: note)
        }

        init(_ label: String, text: String, _ colour: String? = nil, note: String? = nil) {
            self.label = label
            value = text
            self.colour = colour
            self.note = note
        }
    }

    struct Column {
        var title: String
        var isNumber = false
    }

    static func verdict(_ tone: Tone, _ text: String, _ more: [String] = []) -> Markup {
        .element(
            "div", ["class": "verdict \(tone.rawValue)", "role": "status"],
            [.text(text)] + more.map { .element("p", [:], Markup.prose($0)) })
    }

    /// - Parameter last: a tile of another sort.
    static func tiles(_ tiles: [Tile], and last: Markup? = nil) -> Markup {
        .element(
            "ul", ["class": "tiles", "aria-label": "Summary"],
            tiles.map { tile in
                .element(
                    "li", ["class": tile.colour ?? ""],
                    [.element("strong", [:], .text(tile.value)), .text(tile.label)]
                        + (tile.note.map { [.element("span", ["class": "muted"], .text(", \($0)"))] } ?? []))
            } + (last.map { [$0] } ?? []))
    }

    static func badge(_ tone: Tone, _ text: String) -> Markup {
        .element("span", ["class": "badge \(tone.rawValue)"], .text(text))
    }

    /// - Parameter id: for links and for the label of what is in it.
    static func section(_ id: String, _ title: String, _ content: [Markup]) -> Markup {
        .element(
            "section", ["id": id, "aria-labelledby": "\(id)-title"],
            [.element("h2", ["id": "\(id)-title"], .text(title))] + content)
    }

    /// A table that scrolls by itself where it is wider than the page; the first cell of a row is its heading.
    ///
    /// - Parameters:
    ///   - label: what it lists, for those who do not see what is around it.
    ///   - isSearched: whether the search finds single rows.
    static func table(_ label: String, _ columns: [Column], _ rows: [[Markup]], isSearched: Bool = false) -> Markup {
        let head = columns.map { column in
            Markup.element("th", ["scope": "col", "class": column.isNumber ? "number" : ""], .text(column.title))
        }
        let body = rows.map { row in
            Markup.element(
                "tr", isSearched ? ["data-find": ""] : [:],
                zip(row, columns).enumerated().map { index, cell in
                    let style = cell.1.isNumber ? "number" : ""
                    return index == 0
                        ? .element("th", ["scope": "row"], cell.0)
                        : .element("td", style.isEmpty ? [:] : ["class": style], cell.0)
                })
        }
        return .element(
            "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label],
            .element(
                "table", [:], .element("thead", [:], .element("tr", [:], head)), .element("tbody", [:], body)))
    }

    static func search(_ what: String) -> Markup {
        .element(
            "div", ["class": "search", "hidden": ""],
            .element("label", ["for": "find"], .text("Find \(what)")),
            .element("input", ["id": "find", "type": "search", "autocomplete": "off"]),
            .element("output", ["for": "find", "class": "muted"]))
    }

    /// What stands in the way or is to be minded.
    static func problem(_ tone: Tone, _ word: String, _ problem: ProblemRecord) -> Markup {
        let subject = problem.address.map { "\($0): " } ?? ""
        return .element(
            "div", ["class": "card \(tone.rawValue)"],
            [
                .element("h3", [:], badge(tone, word), .text(" \(subject)\(problem.message)")),
                .element("p", [:], Markup.prose(problem.hint)),
            ]
                + (problem.source.map { [.element("p", ["class": "muted mono"], .text($0))] } ?? []))
    }

    static func list(_ items: [String]) -> Markup {
        .element("ul", [:], items.map { .element("li", [:], Markup.prose($0)) })
    }
}
