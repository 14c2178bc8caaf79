/// What happened on the array: what users did, and what became of storage nodes. A tenant sees its own events and those
/// of the tenants below it.
enum EventRules {
    static let routes: [Route] = [
        list("/events/user") { $0.source == .user },
        list("/events/system") { $0.source == .system },
        // Nothing is recorded for debugging.
        list("/events/debug") { _ in false },
        Route(.read, "/events/:uuid", "Show an event", entity: "event") { state, call throws(Refusal) in
            guard let event = events(in: state, call).first(where: { $0.uuid == call.parameter(0) }) else {
                throw .absent("Event", call.parameter(0))
            }
            return .entity(event.view)
        },
    ]

    static func events(in state: ArrayState, _ call: Call) -> [ArrayEvent] {
        state.eventLog.events.filter { $0.tenant.withAncestors.contains(call.tenant) }
    }

    private static func list(_ path: String, _ isListed: @escaping @Sendable (ArrayEvent) -> Bool) -> Route {
        Route(
            .read, path, "List events", entity: "event", schema: .fixed(.listing.adding(Schema.timeRange))
        ) { state, call throws(Refusal) in
            let range = try TimeRange(call)
            let events = events(in: state, call).filter { isListed($0) && range.contains($0.lastSeen) }
            return .page(try Listing(call).page(events.map(\.view)))
        }
    }
}
