@testable import ManifestLoading

/// Writes a manifest's nodes as JSON, with the keys of every mapping in a random order.
struct NodeWriter<Generator: RandomNumberGenerator> {
    var generator: Generator

    mutating func json(_ node: Node) -> String {
        switch node.content {
        case .invalid: return "null"
        case .scalar(let scalar): return json(scalar)
        case .sequence(let items): return "[" + items.map { json($0) }.joined(separator: ", ") + "]"
        case .mapping(let entries):
            let members = entries.shuffled(using: &generator).map { "\(quoted($0.key.text)): \(json($0.value))" }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }

    private func json(_ scalar: Node.Scalar) -> String {
        if scalar.isNull { return "null" }
        let isBare = scalar.text == "true" || scalar.text == "false" || IntegerSyntax.isInteger(scalar.text)
        return scalar.isPlain && isBare ? scalar.text : quoted(scalar.text)
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
