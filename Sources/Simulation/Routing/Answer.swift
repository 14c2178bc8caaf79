/// What an operation answers, before it is wrapped into the API's envelope.
enum Answer: Sendable {
    case entity(JSONValue)
    /// An entity that is already JSON text.
    case encoded([UInt8], path: String)
    case page(Page)
    /// A whole list without paging metadata, as sub-collections are answered.
    case list([JSONValue])
    /// Without an envelope: login, logout and the like.
    case bare(JSONValue)
}
