/// The metadata of an app instance: one store behind the old flat endpoint and the new enveloped one.
enum MetadataRules {
    /// Keys and values together, in bytes.
    static let capacity = 2_048

    static let routes: [Route] = [
        Route(.read, "/app_instances/:id/metadata", "Show an app instance's metadata", rule: read),
        Route(
            .update, "/app_instances/:id/metadata", "Merge into an app instance's metadata", schema: .fixed(.free)
        ) { state, call throws(Refusal) in try merge(call.body, into: &state, call) },
        Route(
            .read, "/app_instances/:id/int_ecosystem_data", "Show an app instance's metadata",
            isOffered: \.hasEcosystemData, rule: read),
        Route(
            .update, "/app_instances/:id/int_ecosystem_data", "Merge into an app instance's metadata",
            schema: .fixed(.object(["data": .free], required: ["data"])), isOffered: \.hasEcosystemData
        ) { state, call throws(Refusal) in try merge(call["data"] ?? [:], into: &state, call) },
        .list(
            "/app_instance_int_ecosystem_data", "List the metadata of all app instances", entity: "metadata",
            isOffered: \.hasEcosystemData, rule: list),
    ]

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        .entity(view(of: try state.appInstance(call)))
    }

    static func list(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let apps = state.appInstances.values(in: call.tenant)
        return .page(
            try Listing(call).page(apps.map { ["name": .string($0.name), "data": view(of: $0)] }))
    }

    /// Given keys are set, null removes one, and the others stay. Cinder writes the whole connector of a host, in which
    /// `multipath` is a flag; numbers and deeper values would be the end of the Go SDK that reads them.
    private static func merge(
        _ changes: JSONValue, into state: inout ArrayState, _ call: Call
    ) throws(Refusal) -> Answer {
        try state.editAppInstance(call) { (app, _) throws(Refusal) in
            for (key, value) in changes.object ?? [:] {
                switch value {
                case .null: app.metadata[key] = nil
                case .string, .bool: app.metadata[key] = value
                case .int, .double, .array, .object:
                    throw .validationFailed("Metadata value of \(key) must be a string or a boolean")
                }
            }
            let size = app.metadata.reduce(0) { $0 + $1.key.utf8.count + ($1.value.comparable?.utf8.count ?? 0) }
            guard size <= capacity else {
                throw .validationFailed("Metadata must not exceed \(capacity) bytes, but would take \(size)")
            }
        }
        return try read(&state, call)
    }

    private static func view(of app: AppInstance) -> JSONValue {
        let sorted = app.metadata.sorted { $0.key < $1.key }
        return .object(JSONObject(sorted.map { ($0.key, $0.value) }))
    }
}

extension Schema {
    /// Any keys with any values.
    static let free = object([:], allowsMore: true)
}
