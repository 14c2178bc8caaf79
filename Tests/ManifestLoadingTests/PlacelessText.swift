/// A value as text without its source locations, to compare what two manifests want wherever they say it.
func placelessText(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
        return mirror.children.first.map { placelessText($0.value) } ?? "nil"
    case .set, .dictionary:
        return "[" + mirror.children.map { placelessText($0.value) }.sorted().joined(separator: ", ") + "]"
    case .collection, .tuple:
        return "[" + mirror.children.map { placelessText($0.value) }.joined(separator: ", ") + "]"
    case .struct, .class, .enum:
        guard !mirror.children.isEmpty else { return "\(value)" }
        let fields = mirror.children.filter { $0.label != "location" }
        return "{" + fields.map { "\($0.label ?? ""): \(placelessText($0.value))" }.joined(separator: ", ") + "}"
    default: return "\(value)"
    }
}
