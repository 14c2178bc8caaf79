/// Why a text of the command line names no resource of a stack.
package enum AddressProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// - Parameters:
    ///   - suggestion: the name of the stack's resources nearest to the text; nil when none is near.
    ///   - known: addresses of the stack, in the order of plans.
    case unknown(String, stack: String, suggestion: String?, known: [String])
    /// The array has it, but the stack neither declares nor owns it; the owner is nil when no stack does.
    case outside(String, stack: String, owner: String?, isTrashed: Bool)
    case ambiguous(String, stack: String, candidates: [String])

    /// So many names help; more hide the message.
    private static let shownNames = 10

    package var description: String { "\(message); \(hint)" }

    package var message: String {
        switch self {
        case .unknown(let text, let stack, _, _): "stack \(stack) has no resource `\(text)`"
        case .outside(let text, let stack, let owner?, let isTrashed):
            isTrashed && owner == stack
                ? "`\(text)` is in the trash of stack \(stack)" : "`\(text)` belongs to stack \(owner)"
        case .outside(let text, let stack, nil, _):
            "`\(text)` is on the array, but stack \(stack) does not declare it"
        case .ambiguous(let text, let stack, _): "stack \(stack) has several resources called `\(text)`"
        }
    }

    package var hint: String {
        switch self {
        case .unknown(_, _, let suggestion?, _): "did you mean `\(suggestion)`?"
        case .unknown(_, _, nil, let known) where known.isEmpty: "it has none"
        case .unknown(_, _, nil, let known):
            "use an address as plans show it; `*` matches any text. There \(known.count == 1 ? "is" : "are"): "
                + Self.list(known)
        case .outside(_, let stack, let owner?, let isTrashed):
            isTrashed && owner == stack ? "see `trash list`" : "use the manifest of that stack"
        case .outside: "declare it in the manifest, then `adopt` it"
        case .ambiguous(_, _, let candidates): "use one of: \(Self.list(candidates))"
        }
    }

    private static func list(_ names: [String]) -> String {
        let more = names.count > shownNames ? " and \(names.count - shownNames) more" : ""
        return names.prefix(shownNames).joined(separator: ", ") + more
    }
}
