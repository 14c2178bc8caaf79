/// Reads `match(name,OS-.*)`, `name=foo`, `and(eq(a,b),gt(size,10))`, `a=1&b=2|c=3`.
struct FilterParser {
    /// Deeper conditions are refused, so that hostile filters cannot exhaust the stack.
    private static let maximumDepth = 32

    private var rest: Substring

    static func parse(_ text: String) throws(Refusal) -> Filter {
        var parser = FilterParser(rest: text[...])
        let filter = try parser.alternatives(depth: 0)
        guard parser.rest.isEmpty else { throw parser.failure() }
        return filter
    }

    private func failure() -> Refusal { .validationFailed("Malformed filter near '\(rest.prefix(40))'") }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func word(until ends: String) -> String {
        let word = rest.prefix { !ends.contains($0) }
        rest = rest.dropFirst(word.count)
        return String(word)
    }

    private mutating func alternatives(depth: Int) throws(Refusal) -> Filter {
        guard depth < Self.maximumDepth else { throw failure() }
        var parts = [try conjunction(depth: depth)]
        while take("|") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(Refusal) -> Filter {
        var parts = [try condition(depth: depth)]
        while take("&") { parts.append(try condition(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func condition(depth: Int) throws(Refusal) -> Filter {
        if take("(") {
            let inner = try alternatives(depth: depth + 1)
            guard take(")") else { throw failure() }
            return inner
        }
        let word = word(until: "(=,)&|")
        if take("=") { return .compare(word, .eq, self.word(until: "&|,)")) }
        guard !word.isEmpty, take("(") else { throw failure() }
        let filter = try call(word, depth: depth)
        guard take(")") else { throw failure() }
        return filter
    }

    private mutating func call(_ name: String, depth: Int) throws(Refusal) -> Filter {
        switch name {
        case "and": return .all(try arguments(depth: depth))
        case "or": return .any(try arguments(depth: depth))
        case "match":
            let attribute = try attribute()
            guard let pattern = NamePattern(balancedText()) else { throw failure() }
            return .match(attribute, pattern)
        case "in":
            let attribute = try attribute()
            guard take("(") else { throw failure() }
            let values = word(until: ")").split(separator: ",").map { String($0) }
            guard take(")") else { throw failure() }
            return .oneOf(attribute, values)
        default:
            guard let relation = Filter.Relation(rawValue: name) else { throw failure() }
            return .compare(try attribute(), relation, balancedText())
        }
    }

    private mutating func attribute() throws(Refusal) -> String {
        let attribute = word(until: ",()")
        guard !attribute.isEmpty, take(",") else { throw failure() }
        return attribute
    }

    private mutating func arguments(depth: Int) throws(Refusal) -> [Filter] {
        var filters = [try alternatives(depth: depth + 1)]
        while take(",") { filters.append(try alternatives(depth: depth + 1)) }
        return filters
    }

    /// Everything up to the parenthesis that closes the call; a regular expression may hold pairs of its own.
    private mutating func balancedText() -> String {
        var open = 0
        let text = rest.prefix { character in
            if character == "(" { open += 1 }
            if character == ")" { open -= 1 }
            return open >= 0
        }
        rest = rest.dropFirst(text.count)
        return String(text)
    }
}
