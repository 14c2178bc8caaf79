/// One operation on one path: how it is found, what its body must look like, what `/api` says of it, and the rule that
/// carries it out.
struct Route: Sendable {
    /// Rules check everything before they change the state, so that a refusal leaves no trace.
    typealias Rule = @Sendable (inout ArrayState, Call) throws(Refusal) -> Answer

    let operation: Operation
    /// As `/api` prints it: `:name` is one segment, `:name(...)` all the rest.
    let pattern: String
    let summary: String
    let entity: String?
    /// Of the body; for reads, of the query.
    let schema: RouteSchema
    let isOffered: @Sendable (Dialect) -> Bool
    let needsSession: Bool
    let rule: Rule

    init(
        _ operation: Operation, _ pattern: String, _ summary: String, entity: String? = nil,
        schema: RouteSchema = .none,
        isOffered: @escaping @Sendable (Dialect) -> Bool = { _ in true }, needsSession: Bool = true,
        rule: @escaping Rule
    ) {
        self.operation = operation
        self.pattern = pattern
        self.summary = summary
        self.entity = entity
        self.schema = schema
        self.isOffered = isOffered
        self.needsSession = needsSession
        self.rule = rule
    }

    /// A list that pages, filters and sorts.
    static func list(
        _ pattern: String, _ summary: String, entity: String,
        isOffered: @escaping @Sendable (Dialect) -> Bool = { _ in true }, rule: @escaping Rule
    ) -> Route {
        Route(.read, pattern, summary, entity: entity, schema: .fixed(.listing), isOffered: isOffered, rule: rule)
    }

    /// Deletion with a body that holds nothing.
    static func delete(
        _ pattern: String, _ summary: String, entity: String, schema: Schema = .nothing,
        isOffered: @escaping @Sendable (Dialect) -> Bool = { _ in true }, rule: @escaping Rule
    ) -> Route {
        Route(.delete, pattern, summary, entity: entity, schema: .fixed(schema), isOffered: isOffered, rule: rule)
    }
}
