extension Schema {
    static let nothing = Schema.object([:])
    static let forceOnly = Schema.object(["force": .boolean])

    /// The query of a list. `offset` is not in the 2.1 schema, yet every client sends it.
    static let listing = Schema.object(
        [
            "filter": .text(.spaceless), "limit": .integer(0...1_000), "offset": Schema(kinds: [.integer], minimum: 0),
            "sort": .text(.spaceless),
        ], allowsMore: true)

    static let reference = Schema.object(["path": .text(.path)], required: ["path"])
    static let references = Schema.list(reference)

    /// A reference as the Go SDK sends it, with the empty `resolved_*` members of its struct.
    static func resolvedReference(_ dialect: Dialect) -> Schema {
        reference.adding(["resolved_path": .string, "resolved_tenant": .string], if: dialect.toleratesResolvedKeys)
    }

    /// Adds one element to a collection or takes one away.
    static let membership = Schema.object(
        ["op": .choice(["add", "remove"], kinds: [.string]), "path": .text(.path)], required: ["path", "op"],
        allowsMore: true)

    static let adminState = Schema.choice(["online", "offline"])
    static let accessControlMode = Schema.choice(["allow_all", "deny_all"])
}
