enum VolumeRules {
    private static let collection = "/app_instances/:id/storage_instances/:storage_instance_name/volumes"
    static let item = collection + "/:volume_name"

    static let routes: [Route] = [
        .list(collection, "List a storage instance's volumes", entity: "volume", rule: list),
        Route(
            .create, collection, "Create a volume", entity: "volume", schema: .byDialect(Schema.volumeCreation),
            rule: create),
        Route(.read, item, "Show a volume", entity: "volume", rule: read),
        Route(.update, item, "Edit a volume", entity: "volume", schema: .byDialect(Schema.volumeUpdate), rule: update),
        .delete(item, "Delete a volume", entity: "volume", rule: delete),
    ]

    static func list(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        let storage = try app.storageInstance(call)
        let path = storage.path(in: app)
        return .page(try Listing(call).page(storage.volumes.map { $0.view(under: path, for: call.viewer) }))
    }

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        let storage = try app.storageInstance(call)
        return .entity(try app.volume(call).view(under: storage.path(in: app), for: call.viewer))
    }

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let before = try state.appInstance(call)
        var app = before
        let index = try app.storageIndex(call.parameter(1))
        let volume = try StorageBuilder(call: call).volume(call.body, in: &state)
        try app.storageInstances[index].add(volume, limit: call.limits.volumesPerStorage)
        try CapacityRules.check(replacing: before, with: app, in: state, call)
        state.appInstances.put(app)
        return .entity(volume.view(under: app.storageInstances[index].path(in: app), for: call.viewer))
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let before = try state.appInstance(call)
        var app = before
        let storage = try app.storageIndex(call.parameter(1))
        let owner = app.storageInstances[storage]
        let index = try owner.volumeIndex(call.parameter(2))
        try apply(call.body, to: &app.storageInstances[storage].volumes[index], of: owner, in: &state, call)
        try CapacityRules.check(replacing: before, with: app, in: state, call)
        state.appInstances.put(app)
        return try read(&state, call)
    }

    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let answer = try read(&state, call)
        try state.editStorageInstance(call) { (storage, _, _) throws(Refusal) in
            try storage.requireOffline("delete its volumes")
            storage.volumes.remove(at: try storage.volumeIndex(call.parameter(2)))
        }
        return answer
    }

    /// Applies an update to one volume: it grows and gains replicas, but never the other way round.
    static func apply(
        _ body: JSONValue, to volume: inout Volume, of storage: StorageInstance, in state: inout ArrayState,
        _ call: Call
    ) throws(Refusal) {
        if let size = body["size"]?.double, size != volume.size {
            guard size > volume.size else {
                throw .validationFailed("size cannot be reduced: volume \(volume.name) has \(volume.size) GiB")
            }
            if call.configuration.resizeRequiresOffline { try storage.requireOffline("resize its volumes") }
            volume.size = size
            volume.begin("volume_resize_in_progress", until: call.doneAt)
        }
        if let count = body["replica_count"]?.int, count != volume.replicaCount {
            guard count > volume.replicaCount else {
                throw .validationFailed("replica_count cannot be reduced from \(volume.replicaCount)")
            }
            try storage.requireOffline("change replica_count")
            volume.replicaCount = count
            let spare = state.storageNodes.map(\.path).filter { !volume.activeStorageNodes.contains($0) }
            volume.activeStorageNodes += spare.prefix(max(0, count - volume.activeStorageNodes.count))
            volume.begin("replica_change_in_progress", until: call.doneAt)
        }
        let placement = (volume.placementMode, volume.placementPolicy)
        try place(&volume, as: body, in: call.tenant, of: state)
        if placement != (volume.placementMode, volume.placementPolicy) {
            volume.begin("placement_change_in_progress", until: call.doneAt)
        }
        if let point = body["restore_point"]?.string {
            guard let snapshot = volume.snapshots.first(where: { $0.utcTs == point && $0.isLocal }) else {
                throw .absent("Snapshot", point)
            }
            try storage.requireOffline("restore its volumes")
            for frozen in snapshot.frozen.flatMap(\.volumes) {
                volume.restore(to: frozen, of: snapshot, until: call.doneAt)
            }
            volume.restorePoint = point
        }
    }

    static func place(
        _ volume: inout Volume, as body: JSONValue, in tenant: TenantPath, of state: ArrayState
    ) throws(Refusal) {
        let placement = try state.placement(body, in: tenant)
        if let mode = placement.mode { volume.placementMode = mode }
        if let policy = placement.policy { volume.placementPolicy = policy }
    }
}

extension ArrayState {
    /// Where `body` wants a volume to lie, nil for what it leaves open. The policy wins over the mode, whose counterpart
    /// among the built-in policies it is otherwise.
    func placement(
        _ body: JSONValue, in tenant: TenantPath
    ) throws(Refusal) -> (mode: String?, policy: ResolvedReference?) {
        let mode = body["placement_mode"]?.string
        if let path = body["placement_policy"]?["path"]?.string {
            return (mode, try placementPolicy(path, in: tenant))
        }
        guard let mode else { return (nil, nil) }
        let policy = "/placement_policies/" + mode.split(separator: "_").joined(separator: "-")
        return (mode, try placementPolicy(policy, in: tenant))
    }
}

extension Volume {
    /// Not inlined: with a literal and in a loop, it crashes the optimizer of Swift 6.3.1 (CopyPropagation, "operand with
    /// incompatible ownership": a value made of literals meets nil).
    @inline(never)
    mutating func begin(_ status: String, until time: ArrayTime?) {
        operation = time.map { PendingOperation(status: status, until: $0) }
    }
}
