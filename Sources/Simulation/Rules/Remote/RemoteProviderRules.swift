/// Stores outside the array: they belong to the cluster, so that every tenant sees them.
enum RemoteProviderRules {
    static let collection = "/remote_providers"
    static let item = collection + "/:uuid"
    private static let entity = "remote_provider"

    static let routes: [Route] = [
        .list(collection, "List remote providers", entity: entity, isOffered: \.hasRemoteProviders) {
            state, call throws(Refusal) in
            .page(try Listing(call).page(state.remoteProviders.map { $0.view(for: call.viewer) }))
        },
        Route(
            .create, collection, "Add a remote provider", entity: entity, schema: .fixed(.remoteProviderCreation),
            isOffered: \.hasRemoteProviders, rule: create),
        Route(.read, item, "Show a remote provider", entity: entity, isOffered: \.hasRemoteProviders) {
            state, call throws(Refusal) in
            .entity(state.remoteProviders[try index(in: state, call)].view(for: call.viewer))
        },
        Route(
            .update, item, "Edit a remote provider", entity: entity, schema: .fixed(.remoteProviderUpdate),
            isOffered: \.hasRemoteProviders
        ) { state, call throws(Refusal) in
            let index = try index(in: state, call)
            let changes = settings(of: call)
            state.remoteProviders[index].settings.merge(changes) { _, new in new }
            return .entity(state.remoteProviders[index].view(for: call.viewer))
        },
        .delete(
            item, "Remove a remote provider", entity: entity, schema: .forceOnly, isOffered: \.hasRemoteProviders,
            rule: delete),
        .list(
            item + "/snapshots", "List the snapshots that a remote provider keeps", entity: "snapshot",
            isOffered: \.hasRemoteProviders
        ) { state, call throws(Refusal) in
            let uuid = state.remoteProviders[try index(in: state, call)].uuid
            let copies = state.appInstances.values(in: call.tenant).flatMap { $0.snapshots(at: uuid, for: call.viewer) }
            return .page(try Listing(call).page(copies))
        },
    ]

    static func index(in state: ArrayState, _ call: Call) throws(Refusal) -> Int {
        guard let index = state.remoteProviders.firstIndex(where: { $0.uuid == call.parameter(0) }) else {
            throw .absent("Remote provider", call.parameter(0))
        }
        return index
    }

    private static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let provider = RemoteProvider(
            uuid: state.random.uuid(), remoteType: call["remote_type"]?.string ?? "", settings: settings(of: call),
            availableAt: call.doneAt, lastSeen: call.now)
        state.remoteProviders.append(provider)
        return .entity(provider.view(for: call.viewer))
    }

    /// Its copies of snapshots are lost with it, so that must be forced where there are any.
    private static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let index = try index(in: state, call)
        let provider = state.remoteProviders[index]
        let users = state.appInstances.values.filter { !$0.snapshots(at: provider.uuid, for: call.viewer).isEmpty }
        guard users.isEmpty || call.isForced else {
            throw .needsForce("Remote provider \(provider.uuid) keeps snapshots of \(users.count) app instances.")
        }
        for var app in users {
            app.forgetCopies(at: provider.uuid)
            state.appInstances.put(app)
        }
        state.remoteProviders.remove(at: index)
        return .entity(provider.view(for: call.viewer))
    }

    private static func settings(of call: Call) -> [String: JSONValue] {
        Dictionary(
            (call.body.object ?? [:]).filter { $0.0 != "remote_type" }.map { ($0.0, $0.1) },
            uniquingKeysWith: { _, last in last })
    }
}

extension Schema {
    fileprivate static let remoteProviderUpdate = object([
        "access_key": string, "account_id": string, "host": string, "label": string, "port": integer(1...65_535),
        "private_key": string, "project_name": string, "secret_key": string,
    ])

    fileprivate static let remoteProviderCreation = remoteProviderUpdate.adding([
        "remote_type": choice(["AWS S3", "Google Cloud", "S3 Object Store"])
    ]).requiring(["remote_type"])
}
