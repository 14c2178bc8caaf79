/// The logs from before there were `/events`, which tell of the same.
enum LogRules {
    static let routes: [Route] =
        routes("/audit_logs", entity: "audit_log") { event, _ in event.auditView }
        + routes("/event_logs", entity: "event_log") { event, _ in event.logView }
        + routes("/fault_logs", entity: "fault_log") { event, state in
            event.faultView(isCleared: isCleared(event, in: state))
        } + [upload]

    /// Takes the logs that the CSI driver pushes: a field `ecosystem` and a file `logs.tar.gz` (dsp-api.md 2.17). They
    /// are thrown away.
    private static let upload = Route(
        .update, "/logs_upload", "Upload the logs of a client",
        schema: .fixed(
            .object(
                ["ecosystem": .string, "logs.tar.gz": .string], required: ["ecosystem", "logs.tar.gz"],
                allowsMore: true)),
        isOffered: \.takesLogs
    ) { _, _ throws(Refusal) in .entity([:]) }

    private static func routes(
        _ collection: String, entity: String, view: @escaping @Sendable (ArrayEvent, ArrayState) -> JSONValue?
    ) -> [Route] {
        @Sendable func entries(_ state: ArrayState, _ call: Call) -> [JSONValue] {
            EventRules.events(in: state, call).compactMap { view($0, state) }
        }
        return [
            .list(collection, "List entries", entity: entity) { state, call throws(Refusal) in
                .page(try Listing(call).page(entries(state, call)))
            },
            Route(.read, collection + "/:id", "Show an entry", entity: entity) { state, call throws(Refusal) in
                let id = JSONValue.string(call.parameter(0))
                guard let entry = entries(state, call).first(where: { $0["id"] == id }) else {
                    throw .absent("Log entry", call.parameter(0))
                }
                return .entity(entry)
            },
        ]
    }

    /// A fault is over when its node is online again, or when the alert was cleared.
    private static func isCleared(_ event: ArrayEvent, in state: ArrayState) -> Bool {
        let node = state.storageNodes.first { $0.path == event.objectPath }
        return node.map { $0.adminState == "online" || $0.isAlertCleared } ?? true
    }
}
