/// `POST /app_instances`: a whole tree in one request.
enum AppInstanceCreation {
    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call["name"]?.string ?? ""
        guard state.appInstances[name, in: call.tenant] == nil else { throw .conflict("App instance", name) }
        let sources = ["app_template", "clone_src", "clone_volume_src", "clone_snapshot_src", "storage_instances"]
            .filter { call[$0] != nil }
        guard sources.count <= 1 else {
            throw .validationFailed("Only one of \(sources.joined(separator: ", ")) may be given")
        }
        var app = AppInstance(
            id: state.random.uuid(), tenant: call.tenant, name: name, descr: call["descr"]?.string,
            uuid: AppInstance.noUUID, createMode: call["create_mode"]?.string ?? "normal")
        app.repairPriority = call["repair_priority"]?.string
        app.snapshotPolicies = try SnapshotPolicyRules.policies(call["snapshot_policies"])
        app.storageInstances = try storageInstances(for: &app, in: &state, call)
        try adoptUUID(&app, call)
        try CapacityRules.check(replacing: nil, with: app, in: state, call)
        state.appInstances.put(app)
        return AppInstanceRules.answer(app, in: &state, call)
    }

    private static func storageInstances(
        for app: inout AppInstance, in state: inout ArrayState, _ call: Call
    ) throws(Refusal) -> [StorageInstance] {
        let mode = call["access_control_mode"]?.string.flatMap(AccessControlMode.init) ?? .denyAll
        if let source = try CloneSource(call) {
            return try source.storageInstances(for: &app, mode: mode, in: &state, call)
        }
        if let binding = try TemplateBinding(call, in: state) {
            return try binding.storageInstances(for: &app, mode: mode, in: &state)
        }
        var built = app
        for body in call["storage_instances"]?.array ?? [] {
            let storage = try StorageBuilder(call: call).storageInstance(body, defaultMode: mode, in: &state)
            try built.add(storage, limit: call.limits.storageInstancesPerApp)
        }
        return built.storageInstances
    }

    /// OpenStack gives its own id, which becomes the uuid of both the app instance and its volume.
    private static func adoptUUID(_ app: inout AppInstance, _ call: Call) throws(Refusal) {
        guard app.createMode == "openstack", let uuid = call["uuid"]?.string else { return }
        app.uuid = uuid
        guard app.volumes.count == 1 else { return }
        for storage in app.storageInstances.indices where !app.storageInstances[storage].volumes.isEmpty {
            app.storageInstances[storage].volumes[0].uuid = uuid
        }
    }
}
