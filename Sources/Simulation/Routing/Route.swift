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

/// What a request does to the object its path names, in the words of `/api`.
enum Operation: String, Sendable, Codable, CaseIterable {
    case create, read, update, delete

    init?(method: String) {
        switch method {
        case "POST": self = .create
        case "GET": self = .read
        case "PUT": self = .update
        case "DELETE": self = .delete
        default: return nil
        }
    }
}

/// What a route demands of the body or query of its requests.
enum RouteSchema: Sendable {
    /// Whatever comes is ignored.
    case none
    case fixed(Schema)
    case byDialect(@Sendable (Dialect) -> Schema)

    func schema(for dialect: Dialect) -> Schema? {
        switch self {
        case .none: nil
        case .fixed(let schema): schema
        case .byDialect(let make): make(dialect)
        }
    }
}
