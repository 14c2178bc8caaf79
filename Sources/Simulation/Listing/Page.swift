/// One page of a list, its elements encoded.
struct Page: Sendable {
    let elements: [[UInt8]]
    let total: Int
    let offset: Int
    let limit: Int
}
