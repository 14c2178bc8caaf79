/// How many requests may be under way at once: half as many whenever the array says that it is busy, then slowly more.
/// A pure value.
///
/// Additive increase, multiplicative decrease, as TCP does it: it finds what the array can take, and several clients
/// that do so share it fairly.
package struct CongestionWindow: Sendable {
    /// A ticket for one request; its generation is the number of reductions seen before it began.
    package struct Ticket: Sendable, Equatable {
        fileprivate var generation: Int
    }

    /// As good as no limit: beyond what anyone asks for.
    static let maximum = 64.0

    private var limit = CongestionWindow.maximum
    private var inFlightCount = 0
    private var generation = 0
    /// The smallest limit so far; nil as long as there was no need for one.
    package private(set) var narrowest: Int?

    package init() {}

    package var width: Int { Int(limit) }

    /// Nil when the request has to wait.
    package mutating func begin() -> Ticket? {
        guard inFlightCount < width else { return nil }
        inFlightCount += 1
        return Ticket(generation: generation)
    }

    /// - Parameter isBusy: the array asked to come back later.
    package mutating func end(_ ticket: Ticket, isBusy: Bool) {
        let inFlight = inFlightCount
        inFlightCount -= 1
        if !isBusy {
            limit = min(Self.maximum, limit + 1 / limit)
            return
        }
        // Those that were in flight together get this answer together: that is one reason to slow down, not many.
        guard ticket.generation == generation else { return }
        generation += 1
        limit = Double(max(1, min(inFlight, width) / 2))
        narrowest = min(narrowest ?? width, width)
    }
}
