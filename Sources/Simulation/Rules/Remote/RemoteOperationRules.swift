/// What the array does at a remote provider: looking again what it keeps, and uploading snapshots.
enum RemoteOperationRules {
    private static let collection = RemoteProviderRules.item + "/operations"
    private static let entity = "remote_operation"

    static let routes: [Route] = [
        Route(
            .update, RemoteProviderRules.item + "/refresh", "Look again what a remote provider keeps",
            schema: .fixed(.nothing), isOffered: \.hasRemoteProviders
        ) { state, call throws(Refusal) in
            let index = try RemoteProviderRules.index(in: state, call)
            let operation = RemoteOperation(uuid: state.random.uuid(), kind: .refresh, doneAt: call.doneAt)
            state.remoteProviders[index].operations.append(operation)
            state.remoteProviders[index].lastSeen = call.now
            return .entity(["uuid": .string(operation.uuid)])
        },
        .list(collection, "List operations", entity: entity, isOffered: \.hasRemoteProviders) {
            state, call throws(Refusal) in
            let provider = state.remoteProviders[try RemoteProviderRules.index(in: state, call)]
            return .page(try Listing(call).page(provider.operations.map { $0.view(at: provider, for: call.viewer) }))
        },
        Route(.read, collection + "/:id", "Show an operation", entity: entity, isOffered: \.hasRemoteProviders) {
            state, call throws(Refusal) in
            let provider = state.remoteProviders[try RemoteProviderRules.index(in: state, call)]
            return .entity(provider.operations[try index(in: provider, call)].view(at: provider, for: call.viewer))
        },
        Route(
            .update, collection + "/:id", "Abort a running operation or clear one that is over", entity: entity,
            schema: .fixed(.object(["action": .choice(["clear", "abort"])], required: ["action"])),
            isOffered: \.hasRemoteProviders, rule: act),
    ]

    private static func act(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let provider = try RemoteProviderRules.index(in: state, call)
        let index = try index(in: state.remoteProviders[provider], call)
        var operation = state.remoteProviders[provider].operations[index]
        let isRunning = call.viewer.isPending(operation.doneAt) && !operation.isAborted
        if call["action"] == "abort" {
            guard isRunning else { throw .invalidRequest("Operation \(operation.uuid) is over.") }
            operation.isAborted = true
            state.remoteProviders[provider].operations[index] = operation
            // What was not uploaded is not there.
            for var app in state.appInstances.values where app.id == operation.appInstance {
                app.forgetCopies(at: state.remoteProviders[provider].uuid, of: operation.snapshotPath)
                state.appInstances.put(app)
            }
        } else {
            guard !isRunning else { throw .invalidRequest("Operation \(operation.uuid) is still running.") }
            state.remoteProviders[provider].operations.remove(at: index)
        }
        return .entity(operation.view(at: state.remoteProviders[provider], for: call.viewer))
    }

    private static func index(in provider: RemoteProvider, _ call: Call) throws(Refusal) -> Int {
        guard let index = provider.operations.firstIndex(where: { $0.uuid == call.parameter(1) }) else {
            throw .absent("Operation", call.parameter(1))
        }
        return index
    }
}
