/// Ids of steps that may start, first come first served.
struct ReadySteps: Sendable {
    private var ids: [String] = []
    /// Those before it have been taken.
    private var position = 0

    mutating func append(_ id: String) { ids.append(id) }

    mutating func next() -> String? {
        guard position < ids.count else { return nil }
        defer { position += 1 }
        return ids[position]
    }
}
