/// How many requests may be under way at once: half as many whenever the array says that it is busy, then slowly more.
/// A pure value.
///
/// Additive increase, multiplicative decrease, as TCP does it: it finds what the array can take, and several clients
/// that do so share it fairly.
struct CongestionWindow: Sendable {
    /// A ticket for one request; its generation is the number of reductions seen before it began.
    struct Ticket: Sendable, Equatable {
        fileprivate var generation: Int
    }

    /// As good as no limit: beyond what anyone asks for.
    static let roof = 64.0

    private var limit = CongestionWindow.roof
    private(set) var underWay = 0
    private var generation = 0
    /// The smallest limit so far; nil as long as there was no need for one.
    private(set) var narrowest: Int?

    var width: Int { Int(limit) }

    /// Nil when the request has to wait.
    mutating func begin() -> Ticket? {
        guard underWay < width else { return nil }
        underWay += 1
        return Ticket(generation: generation)
    }

    /// - Parameter isBusy: the array asked to come back later.
    mutating func end(_ ticket: Ticket, isBusy: Bool) {
        let crowd = underWay
        underWay -= 1
        if !isBusy {
            limit = min(Self.roof, limit + 1 / limit)
            return
        }
        // Those that were under way together are told so together: that is one reason to slow down, not many.
        guard ticket.generation == generation else { return }
        generation += 1
        limit = Double(max(1, min(crowd, width) / 2))
        narrowest = min(narrowest ?? width, width)
    }
}
