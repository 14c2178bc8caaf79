enum StorageInstanceRules {
    private static let collection = "/app_instances/:id/storage_instances"
    private static let item = collection + "/:storage_instance_name"

    static let routes: [Route] = [
        .list(collection, "List an app instance's storage instances", entity: "storage_instance", rule: list),
        Route(
            .create, collection, "Create a storage instance", entity: "storage_instance",
            schema: .byDialect(Schema.storageInstanceCreation), rule: create),
        Route(.read, item, "Show a storage instance", entity: "storage_instance", rule: read),
        Route(
            .update, item, "Edit a storage instance", entity: "storage_instance",
            schema: .byDialect(Schema.storageInstanceUpdate), rule: update),
        .delete(item, "Delete a storage instance", entity: "storage_instance", schema: .forceOnly, rule: delete),
    ]

    static func list(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        return .page(try Listing(call).page(app.storageInstances.map { $0.view(in: app, for: call.viewer) }))
    }

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        return .entity(try app.storageInstance(call).view(in: app, for: call.viewer))
    }

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let before = try state.appInstance(call)
        var app = before
        var storage = try StorageBuilder(call: call).storageInstance(call.body, defaultMode: .denyAll, in: &state)
        if app.adminState == .offline { try storage.takeOffline(forced: true) }
        try app.add(storage, limit: call.limits.storageInstancesPerApp)
        try CapacityRules.check(replacing: before, with: app, in: state, call)
        state.appInstances.put(app)
        return .entity(storage.view(in: app, for: call.viewer))
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let before = try state.appInstance(call)
        var app = before
        let index = try app.storageIndex(call.parameter(1))
        try app.requireOwnPool(for: call.body)
        try apply(call.body, to: &app.storageInstances[index], in: &state, call)
        try CapacityRules.check(replacing: before, with: app, in: state, call)
        state.appInstances.put(app)
        return .entity(app.storageInstances[index].view(in: app, for: call.viewer))
    }

    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        var app = try state.appInstance(call)
        let storage = try app.storageInstance(call)
        try storage.requireOffline("delete it")
        let view = storage.view(in: app, for: call.viewer)
        app.storageInstances.remove(at: try app.storageIndex(storage.name))
        state.appInstances.put(app)
        return .entity(view)
    }

    /// Applies an update to one storage instance; absent keys stay as they are.
    static func apply(
        _ body: JSONValue, to storage: inout StorageInstance, in state: inout ArrayState, _ call: Call
    ) throws(Refusal) {
        let target = body["admin_state"]?.string.flatMap(AdminState.init)
        if target == .offline { try storage.takeOffline(forced: call.isForced) }
        if let mode = body["access_control_mode"]?.string.flatMap(AccessControlMode.init) {
            guard mode == storage.accessControlMode || mode == .denyAll else {
                throw .validationFailed("access_control_mode can only be changed from allow_all to deny_all")
            }
            storage.accessControlMode = mode
        }
        if body["acl_policy"] != nil {
            try AccessPolicyRules.apply(body["acl_policy"], to: &storage, in: call.tenant, of: state)
        }
        storage.auth = try AuthenticationRules.settings(storage.auth, updatedBy: body["auth"])
        if let service = body["service_configuration"]?.string { storage.serviceConfiguration = service }
        if let path = body["ip_pool"]?["path"]?.string { try move(&storage, to: path, in: &state, call) }
        if let volumes = body["volumes"]?.array { try replaceVolumes(of: &storage, by: volumes, in: &state, call) }
        if target == .online { storage.bringOnline(at: call.doneAt) }
    }

    /// New portals from another pool; initiators would lose their sessions, so only offline.
    private static func move(
        _ storage: inout StorageInstance, to path: String, in state: inout ArrayState, _ call: Call
    ) throws(Refusal) {
        let pool = try state.addressPool(path, in: call.tenant)
        guard pool != storage.ipPool else { return }
        try storage.requireOffline("change ip_pool")
        storage.ipPool = pool
        storage.ips = StorageBuilder(call: call).portals(from: pool, in: &state)
    }

    /// The given volumes replace all others: known names are updated, new ones made, others removed.
    private static func replaceVolumes(
        of storage: inout StorageInstance, by bodies: [JSONValue], in state: inout ArrayState, _ call: Call
    ) throws(Refusal) {
        let previous = storage.volumes
        storage.volumes = []
        for body in bodies {
            var volume: Volume
            if let known = previous.first(where: { $0.name == body["name"]?.string }) {
                volume = known
                try VolumeRules.apply(body, to: &volume, of: storage, in: &state, call)
                if let policies = body["snapshot_policies"] {
                    volume.snapshotPolicies = try SnapshotPolicyRules.policies(policies)
                }
                if let limits = body["performance_policy"] {
                    volume.performancePolicy = (volume.performancePolicy ?? PerformancePolicy()).updated(by: limits)
                }
            } else {
                volume = try StorageBuilder(call: call).volume(body, in: &state)
            }
            try storage.add(volume, limit: call.limits.volumesPerStorage)
        }
        if previous.contains(where: { gone in !storage.volumes.contains { $0.name == gone.name } }) {
            try storage.requireOffline("remove a volume")
        }
    }
}

extension AppInstance {
    /// The pool of an app instance made by a template is the template's; Cinder therefore never sends one.
    func requireOwnPool(for body: JSONValue) throws(Refusal) {
        guard appTemplate == nil || body["ip_pool"] == nil else {
            throw .invalidRequest("App instance \(name) takes its ip_pool from \(appTemplate?.path ?? "its template").")
        }
    }
}
