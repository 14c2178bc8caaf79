package import DSPClient

/// Carries the answers of a recorded array, each time differently: lists in another order, fields that nobody knows,
/// numbers as text, names in capitals where case means nothing, references in their long form.
///
/// What an answer *says* stays the same, so no plan may change.
package actor NoisyTransport: HTTPTransport {
    private let base: any HTTPTransport
    private var recorded: [String: HTTPResponse] = [:]
    private var trees: [String: JSONTree] = [:]
    private var generator: SeededGenerator
    private let isOn: Bool

    /// - Parameter isOn: whether there is any noise; without it, answers are only recorded.
    package init(_ base: any HTTPTransport, seed: UInt64, isOn: Bool = true) {
        self.base = base
        self.isOn = isOn
        generator = SeededGenerator(seed: seed)
    }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        guard request.method == .get else { return try await base.send(request) }
        let key = "\(request.headers["tenant"] ?? "") \(request.path)?\(request.query ?? "")"
        let response: HTTPResponse
        if let known = recorded[key] {
            response = known
        } else {
            response = try await base.send(request)
            recorded[key] = response
            trees[key] = try? JSONTree(parsing: response.body)
        }
        guard isOn, response.status == 200, let tree = trees[key], tree["data"] != nil else { return response }
        return HTTPResponse(
            status: response.status, headers: response.headers, body: Array(noisy(tree, under: "").serialised.utf8))
    }

    private static let numbers: Set = ["size", "replica_count", "retention_count", "total_count"]
    private static let initiators: Set = ["initiators", "members", "active_initiators"]

    private func noisy(_ tree: JSONTree, under key: String) -> JSONTree {
        switch tree {
        case .null, .flag: return tree
        case .number(let number):
            guard Self.numbers.contains(key), generator.chance(30) else { return tree }
            return .text(generator.chance(50) ? "\(Int(number))" : "\(Int(number)).0")
        case .text(let text):
            return Self.initiators.contains(key) && generator.chance(50) ? .text(text.uppercased()) : tree
        case .list(let list): return .list(list.map { noisy($0, under: key) }.shuffled(using: &generator))
        case .object(let members):
            var result = members
            for (name, value) in members {
                let isPath = name == "path" && Self.initiators.contains(key)
                result[name] = isPath ? noisyPath(value) : noisy(value, under: name)
            }
            if generator.chance(40), key != "metadata" {
                result["x_\(generator.pick(["load", "health", "zone"]))"] = generator.pick([
                    .null, .number(7), .text("?"), .list([.object([:])]), .object(["path": .text("/nowhere")]),
                ])
            }
            return .object(result)
        }
    }

    /// iSCSI names do not differ by case; the path before them does.
    private func noisyPath(_ path: JSONTree) -> JSONTree {
        guard case .text(let text) = path, let slash = text.lastIndex(of: "/"), generator.chance(50) else {
            return path
        }
        return .text(text[...slash] + text[text.index(after: slash)...].uppercased())
    }
}

extension JSONTree {
    /// The tree as JSON.
    fileprivate var serialised: String {
        switch self {
        case .null: return "null"
        case .flag(let flag): return "\(flag)"
        case .number(let number): return number == number.rounded() ? "\(Int(number))" : "\(number)"
        case .text(let text): return Self.quoted(text)
        case .list(let list): return "[" + list.map { $0.serialised }.joined(separator: ",") + "]"
        case .object(let members):
            return "{" + members.map { "\(Self.quoted($0.key)):\($0.value.serialised)" }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
