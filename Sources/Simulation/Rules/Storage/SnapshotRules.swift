enum SnapshotRules {
    static let routes: [Route] = routes(of: .volume) + routes(of: .appInstance)

    private static func routes(of owner: SnapshotOwner) -> [Route] {
        let collection = owner.pattern + "/snapshots"
        let item = collection + "/:timestamp"
        return [
            .list(collection, "List snapshots", entity: "snapshot") { state, call throws(Refusal) in
                let app = try state.appInstance(call)
                let (path, snapshots) = (owner.path(in: app, call), app[keyPath: try owner.snapshots(in: app, call)])
                return .page(try Listing(call).page(snapshots.map { $0.view(under: path, for: call.viewer) }))
            },
            Route(
                .create, collection, "Take a snapshot", entity: "snapshot", schema: .byDialect(Schema.snapshotCreation)
            ) { state, call throws(Refusal) in try create(owner, &state, call) },
            Route(.read, item, "Show a snapshot", entity: "snapshot") { state, call throws(Refusal) in
                let app = try state.appInstance(call)
                let snapshot = try snapshot(owner, in: app, call)
                return .entity(snapshot.view(under: owner.path(in: app, call), for: call.viewer))
            },
            Route(
                .delete, item, "Delete a snapshot", entity: "snapshot", schema: .byDialect(Schema.snapshotDeletion)
            ) { state, call throws(Refusal) in
                var app = try state.appInstance(call)
                let snapshot = try snapshot(owner, in: app, call)
                let (place, path) = (try owner.snapshots(in: app, call), owner.path(in: app, call))
                // With a provider only its copy goes, else all copies. The Go SDK sends an empty one in the query.
                if let provider = call["remote_provider_uuid"]?.string ?? call.query["remote_provider_uuid"],
                    !provider.isEmpty
                {
                    guard snapshot.remoteProviders.contains(provider) else {
                        throw .absent("Remote copy of snapshot", snapshot.utcTs)
                    }
                    app[keyPath: place].forgetCopies(at: provider, of: snapshot.path(under: path), under: path)
                } else {
                    app[keyPath: place].removeAll { $0.utcTs == snapshot.utcTs }
                }
                state.appInstances.put(app)
                return .entity(snapshot.view(under: owner.path(in: app, call), for: call.viewer))
            },
        ]
    }

    private static func snapshot(_ owner: SnapshotOwner, in app: AppInstance, _ call: Call) throws(Refusal) -> Snapshot
    {
        let key = call.parameter(owner.depth)
        let snapshots = app[keyPath: try owner.snapshots(in: app, call)]
        guard let found = snapshots.first(where: { $0.utcTs == key }) else { throw .absent("Snapshot", key) }
        return found
    }

    private static func create(
        _ owner: SnapshotOwner, _ state: inout ArrayState, _ call: Call
    ) throws(Refusal) -> Answer {
        let before = try state.appInstance(call)
        var app = before
        let place = try owner.snapshots(in: app, call)
        let present = app[keyPath: place]
        let uuid = call["uuid"]?.string ?? state.random.uuid()
        // CSI knows by this code that its own earlier request succeeded.
        guard !present.contains(where: { $0.uuid == uuid }) else {
            throw .invalidRequest("A snapshot with uuid \(uuid) already exists", code: 15)
        }
        guard present.count < call.limits.snapshotsPerVolume else {
            throw .limitReached("snapshots of a volume", call.limits.snapshotsPerVolume)
        }
        // Two snapshots of one moment would share their key.
        var moment = call.now
        while present.contains(where: { $0.utcTs == moment.snapshotKey }) { moment.nanoseconds &+= 1 }
        var snapshot = Snapshot(
            utcTs: moment.snapshotKey, uuid: uuid, frozen: try owner.frozenStorage(in: app, call),
            availableAt: call.doneAt)
        let provider = try RemoteCopy(call, in: state)
        provider?.mark(&snapshot)
        app[keyPath: place].append(snapshot)
        try CapacityRules.check(replacing: before, with: app, in: state, call)
        state.appInstances.put(app)
        provider?.upload(snapshot.path(under: owner.path(in: app, call)), of: app, in: &state, call)
        return .entity(snapshot.view(under: owner.path(in: app, call), for: call.viewer))
    }
}

extension StorageInstance {
    /// As a snapshot keeps it: the volumes' shape, without who was connected or may connect.
    var frozen: StorageInstance {
        var frozen = self
        frozen.aclPolicy = AccessPolicy()
        frozen.auth = Authentication()
        frozen.activeInitiators = []
        frozen.sessionInitiators = nil
        frozen.volumes = volumes.map(\.frozen)
        return frozen
    }
}

extension Volume {
    /// As a snapshot keeps it: without the snapshots taken before.
    fileprivate var frozen: Volume {
        var frozen = self
        frozen.snapshots = []
        frozen.operation = nil
        return frozen
    }
}
