enum SnapshotPolicyRules {
    static let routes: [Route] = routes(of: .volume) + routes(of: .appInstance)

    private static func routes(of owner: SnapshotOwner) -> [Route] {
        let collection = owner.pattern + "/snapshot_policies"
        let item = collection + "/:snapshot_policy_name"
        let entity = "snapshot_policy"
        return [
            .list(collection, "List snapshot policies", entity: entity) { state, call throws(Refusal) in
                let app = try state.appInstance(call)
                let policies = app[keyPath: try owner.policies(in: app, call)]
                return .page(try Listing(call).page(policies.map { $0.view(under: owner.path(in: app, call)) }))
            },
            Route(
                .create, collection, "Create a snapshot policy", entity: entity,
                schema: .fixed(.snapshotPolicyCreation)
            ) { state, call throws(Refusal) in
                var app = try state.appInstance(call)
                let policy = policy(call.body)
                try app[keyPath: try owner.policies(in: app, call)].add(policy)
                state.appInstances.put(app)
                return .entity(policy.view(under: owner.path(in: app, call)))
            },
            Route(.read, item, "Show a snapshot policy", entity: entity) { state, call throws(Refusal) in
                let app = try state.appInstance(call)
                return .entity(app[keyPath: try place(owner, in: app, call)].view(under: owner.path(in: app, call)))
            },
            Route(
                .update, item, "Edit a snapshot policy", entity: entity, schema: .fixed(.snapshotPolicyUpdate)
            ) { state, call throws(Refusal) in
                var app = try state.appInstance(call)
                let place = try place(owner, in: app, call)
                app[keyPath: place].update(by: call.body)
                state.appInstances.put(app)
                return .entity(app[keyPath: place].view(under: owner.path(in: app, call)))
            },
            .delete(item, "Delete a snapshot policy", entity: entity) { state, call throws(Refusal) in
                var app = try state.appInstance(call)
                let policy = app[keyPath: try place(owner, in: app, call)]
                app[keyPath: try owner.policies(in: app, call)].removeAll { $0.name == policy.name }
                state.appInstances.put(app)
                return .entity(policy.view(under: owner.path(in: app, call)))
            },
        ]
    }

    private static func place(
        _ owner: SnapshotOwner, in app: AppInstance, _ call: Call
    ) throws(Refusal) -> WritableKeyPath<AppInstance, SnapshotPolicy> {
        let (policies, name) = (try owner.policies(in: app, call), call.parameter(owner.depth))
        guard let index = app[keyPath: policies].firstIndex(where: { $0.name == name }) else {
            throw .absent("Snapshot policy", name)
        }
        return policies.appending(path: \.[index])
    }

    static func policies(_ value: JSONValue?) throws(Refusal) -> [SnapshotPolicy] {
        var policies: [SnapshotPolicy] = []
        for body in value?.array ?? [] { try policies.add(policy(body)) }
        return policies
    }

    static func policy(_ body: JSONValue) -> SnapshotPolicy {
        SnapshotPolicy(
            name: body["name"]?.string ?? "", interval: body["interval"]?.string ?? "1day",
            retentionCount: body["retention_count"]?.int ?? 1,
            startTime: body["start_time"]?.string ?? "1970-01-01T00:00:00+00:00")
    }
}

extension SnapshotPolicy {
    mutating func update(by body: JSONValue) {
        if let interval = body["interval"]?.string { self.interval = interval }
        if let count = body["retention_count"]?.int { retentionCount = count }
        if let start = body["start_time"]?.string { startTime = start }
    }
}

extension [SnapshotPolicy] {
    mutating func add(_ policy: SnapshotPolicy) throws(Refusal) {
        guard !contains(where: { $0.name == policy.name }) else { throw .conflict("Snapshot policy", policy.name) }
        append(policy)
    }
}
