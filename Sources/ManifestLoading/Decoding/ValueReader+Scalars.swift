import StorageModel

extension ValueReader {
    func scalar(expected: String) -> Node.Scalar? {
        if case .scalar(let scalar) = node.content, !scalar.isNull { return scalar }
        reportWrongKind(expected: expected)
        return nil
    }

    /// Any scalar as it is written: a project id such as `0017` stays what it is.
    func text() -> String? { scalar(expected: "text")?.text }

    func boolean() -> Bool? {
        guard let scalar = scalar(expected: Self.booleanNoun) else { return nil }
        guard scalar.isPlain, let value = Self.booleans[scalar.text] else {
            let meant = IntegerSyntax.boolean(meantBy: scalar.text)
            reportUnreadable(scalar, expected: Self.booleanNoun, suggestion: meant.map { "\($0)" })
            return nil
        }
        return value
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let scalar = scalar(expected: Self.integerNoun) else { return nil }
        guard scalar.isPlain, IntegerSyntax.isInteger(scalar.text) else {
            let meant = IntegerSyntax.integer(meantBy: scalar.text)
            reportUnreadable(scalar, expected: Self.integerNoun, suggestion: meant.map { "\($0)" })
            return nil
        }
        guard let value = Int(scalar.text), range.contains(value) else {
            report("\(label) must be \(range.lowerBound) to \(range.upperBound), not \(scalar.text.quoted)")
            return nil
        }
        return value
    }

    func choice<Choice: CaseIterable & RawRepresentable<String>>(of: Choice.Type = Choice.self) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        guard let text = scalar(expected: words.asAlternatives)?.text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            report(
                "\(label) must be \(words.asAlternatives), not \(text.quoted)",
                hint: Suggestion.nearest(to: text, among: words).map { "did you mean `\($0)`?" })
            return nil
        }
        return choice
    }

    func name(_ rule: NameRule = .name) -> String? {
        guard let text = text() else { return nil }
        guard rule.accepts(text) else {
            report("\(label) must be \(rule.text); \(text.quoted) is not")
            return nil
        }
        return text
    }

    /// The booleans of YAML 1.2.
    private static let booleans = [
        "true": true, "True": true, "TRUE": true, "false": false, "False": false, "FALSE": false,
    ]
    private static let booleanNoun = "`true` or `false`"
    private static let integerNoun = "a whole number"
}

extension ValueReader {
    func reportWrongKind(expected: String, hint: String? = nil) {
        switch node.content {
        case .invalid: break
        case .scalar(let scalar) where scalar.isNull: report("\(label) is empty; it needs \(expected)")
        case .scalar: report("\(label) needs \(expected), not text")
        case .sequence: report("\(label) needs \(expected), not a list", hint: hint)
        case .mapping: report("\(label) needs \(expected), not a mapping")
        }
    }

    /// - Parameter suggestion: how the value is written rightly, if one can tell what was meant.
    func reportUnreadable(_ scalar: Node.Scalar, expected: String, suggestion: String?) {
        let isQuotedOnly = suggestion == scalar.text && !scalar.isPlain
        report(
            "\(label) needs \(expected), not \(isQuotedOnly ? "text: \(scalar.text.quoted)" : scalar.text.quoted)",
            hint: isQuotedOnly ? "remove the quotes" : suggestion.map { "write `\($0)`" })
    }
}
