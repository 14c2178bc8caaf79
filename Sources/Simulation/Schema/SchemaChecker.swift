/// Collects every way in which a value breaks a schema, as sentences that name the place.
struct SchemaChecker {
    /// A hostile body may break every rule a thousand times; so many sentences are of no use.
    private static let maximumViolations = 32

    private(set) var violations: [String] = []

    static func violations(of value: JSONValue, against schema: Schema) -> [String] {
        var checker = SchemaChecker()
        checker.check(value, schema, at: "")
        return checker.violations
    }

    private mutating func report(_ place: String, _ sentence: String) {
        guard violations.count < Self.maximumViolations else { return }
        violations.append(place.isEmpty ? "The body \(sentence)" : "\(place) \(sentence)")
    }

    private mutating func check(_ value: JSONValue, _ schema: Schema, at place: String) {
        guard schema.kinds.isEmpty || schema.kinds.contains(where: { value.isOf($0) }) else {
            return report(place, "must be of type " + schema.kinds.map(\.rawValue).joined(separator: " or "))
        }
        if !schema.choices.isEmpty, !schema.choices.contains(where: { .string($0) == value }) {
            report(place, "must be one of " + schema.choices.joined(separator: ", "))
        }
        switch value {
        case .string(let text): check(text, schema, at: place)
        case .int, .double: check(number: value.double ?? 0, schema, at: place)
        case .array(let elements):
            guard let items = schema.items.first else { return }
            for (index, element) in elements.enumerated() { check(element, items, at: "\(place)[\(index)]") }
        case .object(let members): check(members, schema, at: place)
        case .null, .bool: break
        }
    }

    private mutating func check(_ text: String, _ schema: Schema, at place: String) {
        if let pattern = schema.pattern, !pattern.matches(text) {
            report(place, "does not match the pattern \(pattern.source)")
        }
        if let minimum = schema.minimumLength, text.unicodeScalars.count < minimum {
            report(place, "must be at least \(minimum) characters long")
        }
        if let maximum = schema.maximumLength, text.unicodeScalars.count > maximum {
            report(place, "must be at most \(maximum) characters long")
        }
        if schema.isDateTime, !DateTimeText.isDateTime(text) { report(place, "must be an ISO 8601 date-time") }
    }

    private mutating func check(number: Double, _ schema: Schema, at place: String) {
        if let minimum = schema.minimum, number < Double(minimum) { report(place, "must be at least \(minimum)") }
        if let maximum = schema.maximum, number > Double(maximum) { report(place, "must be at most \(maximum)") }
    }

    private mutating func check(_ members: JSONObject, _ schema: Schema, at place: String) {
        let prefix = place.isEmpty ? "" : place + "."
        for key in schema.required where members[key] == nil { report(prefix + key, "is required") }
        guard let properties = schema.properties else { return }
        for (key, member) in members {
            if let property = properties[key] {
                check(member, property, at: prefix + key)
            } else if !schema.allowsMore {
                report(prefix + key, "is not a known property")
            }
        }
    }
}

extension JSONValue {
    fileprivate func isOf(_ kind: Schema.Kind) -> Bool {
        switch (self, kind) {
        case (.string, .string), (.bool, .boolean), (.array, .array), (.object, .object), (.null, .null): true
        case (.int, .integer), (.int, .number), (.double, .number): true
        case (.double, .integer): int != nil
        default: false
        }
    }
}
