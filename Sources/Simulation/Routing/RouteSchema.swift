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
