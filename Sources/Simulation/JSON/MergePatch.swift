/// A JSON merge patch (RFC 7396): objects merge member by member, null removes, anything else replaces.
struct MergePatch {
    let patch: JSONValue

    func applied(to target: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members = target.object ?? [:]
        for (key, change) in changes {
            members[key] = change == .null ? nil : MergePatch(patch: change).applied(to: members[key] ?? .null)
        }
        return .object(members)
    }

    /// The document with the patch applied at `path`; nil when nothing is there.
    ///
    /// A segment is a member's key, an element's index, or what names an element: its `name`, `id`, `utc_ts` or `path`.
    func applied(to document: JSONValue, at path: ArraySlice<String>) -> JSONValue? {
        guard let segment = path.first else { return applied(to: document) }
        let rest = path.dropFirst()
        switch document {
        case .object(var members):
            guard let member = members[segment], let patched = applied(to: member, at: rest) else { return nil }
            members[segment] = patched
            return .object(members)
        case .array(var elements):
            guard let index = Self.index(of: segment, in: elements),
                let patched = applied(to: elements[index], at: rest)
            else { return nil }
            elements[index] = patched
            return .array(elements)
        case .null, .bool, .int, .double, .string: return nil
        }
    }

    private static func index(of segment: String, in elements: [JSONValue]) -> Int? {
        let named = elements.firstIndex { element in
            ["name", "id", "utc_ts", "path"].contains { element[$0]?.string == segment }
        }
        return named ?? Int(segment).flatMap { elements.indices.contains($0) ? $0 : nil }
    }
}
