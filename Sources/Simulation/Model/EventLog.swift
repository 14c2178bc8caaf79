/// The newest events of an array, oldest first.
struct EventLog: Sendable, Codable, Equatable {
    /// As many as the largest page of a list; what is older is forgotten.
    private static let capacity = 1_000

    private(set) var events: [ArrayEvent] = []
    private var lastNumber = 0

    /// What happens twice without anything in between is one event that is repeated.
    mutating func record(_ event: ArrayEvent) {
        if let last = events.indices.last, events[last].isAgain(event) {
            events[last].lastSeen = event.time
            events[last].repeatCount += 1
            return
        }
        if events.count >= Self.capacity { events.removeFirst(events.count - Self.capacity + 1) }
        lastNumber += 1
        events.append(event)
        events[events.count - 1].number = lastNumber
    }
}
