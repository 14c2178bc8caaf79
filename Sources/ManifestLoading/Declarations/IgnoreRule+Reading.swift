import Diagnostics
import StorageModel

package enum IgnoreKey: String, FieldKey {
    case match, fields, until, reason
}

extension IgnoreRule {
    /// What can be left alone.
    static let fieldNames = FieldGroups.named.map(\.name).filter { $0 != "template" }

    /// Reads one entry of `ignore`.
    init?(_ reader: ValueReader) {
        guard let entries = Fields<IgnoreKey>(reader, of: "an entry of `ignore`") else { return nil }
        let pattern = entries.required(.match, hint: "write, for instance, `match: \"volume/scratch[*]\"`")?
            .addressPattern()
        let fields = entries.required(.fields, hint: "list what to leave alone, for instance `fields: [qos]`")?
            .fieldGroups()
        let until = entries[.until]?.date()
        let reason = entries.required(.reason, hint: "give the reason; it is shown when the entry expires")?.text()
        guard let pattern, let fields, let reason else { return nil }
        self.init(pattern: pattern, fields: fields, until: until, reason: reason, location: reader.location)
    }
}

extension ValueReader {
    fileprivate func addressPattern() -> String? {
        guard let text = text() else { return nil }
        guard text.hasPrefix("volume/") || text.hasPrefix("app_instance/") else {
            report(
                "\(label) must be a volume's address, in which * matches any text, not \(text.quoted)",
                hint: "write, for instance, `volume/\(text)`")
            return nil
        }
        return text
    }

    fileprivate func fieldGroups() -> FieldGroups? {
        let words = IgnoreRule.fieldNames
        let list = uniqueItems { item -> String? in
            guard let text = item.text() else { return nil }
            guard words.contains(text) else {
                item.report(
                    "\(item.label) must be \(words.asAlternatives), not \(text.quoted)",
                    hint: Suggestion.nearest(to: text, among: words).map { "did you mean `\($0)`?" })
                return nil
            }
            return text
        }
        guard let list, list.isComplete else { return nil }
        if list.entries.isEmpty { report("\(label) lists no field") }
        return list.values.compactMap { FieldGroups(name: $0) }.reduce(into: []) { $0.formUnion($1) }
    }

    fileprivate func date() -> CalendarDate? {
        guard let text = text() else { return nil }
        guard let date = CalendarDate(text) else {
            report("\(label) must be a day such as `2026-12-31`, not \(text.quoted)")
            return nil
        }
        return date
    }
}
