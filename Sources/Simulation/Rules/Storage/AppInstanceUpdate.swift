/// `PUT /app_instances/{id}`: absent keys stay as they are.
enum AppInstanceUpdate {
    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let before = try state.appInstance(call)
        var app = before
        // Going offline comes first and going online last, so that one request may do what needs an offline volume.
        let target = call["admin_state"]?.string.flatMap(AdminState.init)
        if target == .offline { try takeOffline(&app, forced: call.isForced) }
        try rename(&app, in: state, call)
        if let descr = call["descr"] { app.descr = descr.string }
        if let priority = call["repair_priority"]?.string { app.repairPriority = priority }
        if let policies = call["snapshot_policies"] {
            app.snapshotPolicies = try SnapshotPolicyRules.policies(policies)
        }
        if let storage = call["storage_instances"]?.array {
            try replaceStorage(of: &app, by: storage, in: &state, call)
        }
        if let point = call["restore_point"]?.string {
            try restore(&app, to: app.snapshots.first { $0.utcTs == point && $0.isLocal }, point, call)
        }
        try restoreRemotely(&app, call)
        if target == .online { bringOnline(&app, at: call.doneAt) }
        try CapacityRules.check(replacing: before, with: app, in: state, call)
        state.appInstances.put(app)
        return AppInstanceRules.answer(app, in: &state, call)
    }

    private static func rename(_ app: inout AppInstance, in state: ArrayState, _ call: Call) throws(Refusal) {
        guard let name = call["name"]?.string, name != app.name else { return }
        guard state.appInstances[name, in: app.tenant] == nil else { throw .conflict("App instance", name) }
        app.name = name
    }

    private static func takeOffline(_ app: inout AppInstance, forced: Bool) throws(Refusal) {
        for index in app.storageInstances.indices {
            try app.storageInstances[index].takeOffline(forced: forced)
        }
        app.adminState = .offline
    }

    private static func bringOnline(_ app: inout AppInstance, at time: ArrayTime?) {
        for index in app.storageInstances.indices { app.storageInstances[index].bringOnline(at: time) }
        app.adminState = .online
    }

    /// The given storage instances replace all others: known names are updated, new ones made, others removed.
    private static func replaceStorage(
        of app: inout AppInstance, by bodies: [JSONValue], in state: inout ArrayState, _ call: Call
    ) throws(Refusal) {
        let previous = app.storageInstances
        app.storageInstances = []
        for body in bodies {
            var storage: StorageInstance
            if let known = previous.first(where: { $0.name == body["name"]?.string }) {
                storage = known
                try app.requireOwnPool(for: body)
                try StorageInstanceRules.apply(body, to: &storage, in: &state, call)
            } else {
                storage = try StorageBuilder(call: call).storageInstance(body, defaultMode: .denyAll, in: &state)
            }
            try app.add(storage, limit: call.limits.storageInstancesPerApp)
        }
        for gone in previous where !app.storageInstances.contains(where: { $0.name == gone.name }) {
            try gone.requireOffline("be removed")
        }
    }

    /// Puts every volume back to the moment of a snapshot of the whole app instance.
    private static func restore(
        _ app: inout AppInstance, to snapshot: Snapshot?, _ point: String, _ call: Call
    ) throws(Refusal) {
        guard let snapshot else { throw .absent("Snapshot", point) }
        guard app.adminState == .offline else {
            throw .invalidRequest("App instance \(app.name) must be offline to be restored.")
        }
        app.restore(to: snapshot, until: call.doneAt)
    }

    /// The same from a copy at a remote provider, which must be named with the point.
    private static func restoreRemotely(_ app: inout AppInstance, _ call: Call) throws(Refusal) {
        let path = call["remote_provider"]?["path"]?.string
        guard let point = call["remote_restore_point"]?.string else {
            guard path == nil else { throw .validationFailed("remote_provider needs a remote_restore_point") }
            return
        }
        guard let path else { throw .validationFailed("remote_restore_point needs a remote_provider") }
        let uuid = path.split(separator: "/").last.map { "\($0)" } ?? ""
        let copy = app.snapshots.first { $0.utcTs == point && $0.remoteProviders.contains(uuid) }
        try restore(&app, to: copy, point, call)
    }
}

extension StorageInstance {
    mutating func takeOffline(forced: Bool) throws(Refusal) {
        guard connectedInitiators.isEmpty || forced else {
            throw .needsForce(
                "Storage instance \(name) has active initiators: \(connectedInitiators.joined(separator: ", ")).")
        }
        adminState = .offline
        activeInitiators = []
        sessionInitiators = nil
        availableAt = nil
    }

    mutating func bringOnline(at time: ArrayTime?) {
        guard adminState == .offline else { return }
        adminState = .online
        availableAt = time
    }

    func requireOffline(_ purpose: String) throws(Refusal) {
        guard adminState == .offline else {
            throw .invalidRequest("Storage instance \(name) is online; its app instance must be offline to \(purpose).")
        }
    }
}
