/// A condition of the array's "resource query language" on the plain members of an object.
indirect enum Filter {
    enum Relation: String {
        case eq, ne, lt, gt, le, ge
    }

    case compare(String, Relation, String)
    case oneOf(String, [String])
    case match(String, NamePattern)
    case all([Filter])
    case any([Filter])

    /// Whether an object qualifies whose plain members `attribute` looks up.
    func admits(_ member: (String) -> JSONValue?) -> Bool {
        switch self {
        case .compare(let attribute, let relation, let value):
            guard let found = member(attribute)?.comparable else { return relation == .ne }
            return relation.holds(found, value)
        case .oneOf(let attribute, let values):
            return member(attribute)?.comparable.map { values.contains($0) } ?? false
        case .match(let attribute, let pattern):
            return member(attribute)?.comparable.map { pattern.matches($0) } ?? false
        case .all(let parts): return parts.allSatisfy { $0.admits(member) }
        case .any(let parts): return parts.contains { $0.admits(member) }
        }
    }
}

extension Filter.Relation {
    /// Numbers compare as numbers, everything else as text.
    func holds(_ left: String, _ right: String) -> Bool {
        if let left = Double(left), let right = Double(right) { return holds(left, right) }
        return holds(left, right, by: <)
    }

    private func holds(_ left: Double, _ right: Double) -> Bool { holds(left, right, by: <) }

    private func holds<Value: Equatable>(_ left: Value, _ right: Value, by isLess: (Value, Value) -> Bool) -> Bool {
        switch self {
        case .eq: left == right
        case .ne: left != right
        case .lt: isLess(left, right)
        case .gt: isLess(right, left)
        case .le: !isLess(right, left)
        case .ge: !isLess(left, right)
        }
    }
}

extension JSONValue {
    /// A scalar as text; nil for what has no order.
    var comparable: String? {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): Int(exactly: number).map { String($0) } ?? String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
