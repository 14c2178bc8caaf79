/// Events and logs. The simulated array keeps none of them (its own request log is below `/_sim`), so that all lists are
/// empty and nothing is found by its id.
enum EventRules {
    static let routes: [Route] =
        ["audit_log", "event_log", "fault_log"].flatMap { entity -> [Route] in
            [
                empty("/\(entity)s", entity: entity),
                Route(.read, "/\(entity)s/:id", "Show an entry", entity: entity) { _, call throws(Refusal) in
                    throw .absent("Log entry", call.parameter(0))
                },
            ]
        } + [
            empty("/events/system", entity: "event"), empty("/events/user", entity: "event"),
            empty("/events/debug", entity: "event"),
            Route(.read, "/events/:uuid", "Show an event", entity: "event") { _, call throws(Refusal) in
                throw .absent("Event", call.parameter(0))
            },
        ]

    private static func empty(_ path: String, entity: String) -> Route {
        .list(path, "List entries", entity: entity) { _, call throws(Refusal) in
            .page(try Listing(call).page([]))
        }
    }
}
