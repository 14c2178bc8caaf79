/// The part of JSON Schema that the array's API description uses.
struct Schema: Sendable {
    enum Kind: String, Sendable {
        case string, integer, number, boolean, array, object, null
    }

    /// Empty: any type, as the recorded schema leaves it for enumerations.
    var kinds: [Kind] = []
    var pattern: TextPattern?
    var choices: [String] = []
    /// Choices that are accepted but not offered to people.
    var internalChoices: [String] = []
    var minimum: Int?
    var maximum: Int?
    var minimumLength: Int?
    var maximumLength: Int?
    /// The members of an object; nil when nothing is said about them.
    var properties: [String: Schema]?
    var required: [String] = []
    /// Whether an object may have members that `properties` does not name.
    var allowsMore = true
    /// At most one: the schema of every element of an array.
    var items: [Schema] = []
    var isDateTime = false
}

extension Schema {
    static let boolean = Schema(kinds: [.boolean])
    static let string = Schema(kinds: [.string])
    static let integer = Schema(kinds: [.integer])
    static let anything = Schema()
    static let dateTime = Schema(kinds: [.string], isDateTime: true)

    static func text(_ pattern: TextPattern) -> Schema { Schema(kinds: [.string], pattern: pattern) }

    static func nullableText(_ pattern: TextPattern) -> Schema { Schema(kinds: [.string, .null], pattern: pattern) }

    static func text(lengths: ClosedRange<Int>) -> Schema {
        Schema(kinds: [.string], minimumLength: lengths.lowerBound, maximumLength: lengths.upperBound)
    }

    static func integer(_ range: ClosedRange<Int>) -> Schema {
        Schema(kinds: [.integer], minimum: range.lowerBound, maximum: range.upperBound)
    }

    static func number(_ range: ClosedRange<Int>) -> Schema {
        Schema(kinds: [.number], minimum: range.lowerBound, maximum: range.upperBound)
    }

    /// One of `choices`; `kinds` only where the recorded schema states a type as well.
    static func choice(_ choices: [String], kinds: [Kind] = []) -> Schema { Schema(kinds: kinds, choices: choices) }

    static func list(_ items: Schema) -> Schema { Schema(kinds: [.array], items: [items]) }

    static func object(
        _ properties: [String: Schema], required: [String] = [], allowsMore: Bool = false
    ) -> Schema {
        Schema(kinds: [.object], properties: properties, required: required, allowsMore: allowsMore)
    }

    /// This object schema with more members; used where a later API version extends an earlier one.
    func adding(_ more: [String: Schema], if condition: Bool = true) -> Schema {
        guard condition else { return self }
        var extended = self
        extended.properties = (properties ?? [:]).merging(more) { _, new in new }
        return extended
    }

    /// This object schema with fewer members.
    func without(_ keys: [String]) -> Schema {
        var reduced = self
        for key in keys { reduced.properties?[key] = nil }
        return reduced
    }

    func requiring(_ keys: [String]) -> Schema {
        var changed = self
        changed.required = keys
        return changed
    }
}
