enum AccessPolicyRules {
    static let item = "/app_instances/:id/storage_instances/:storage_instance_name/acl_policy"

    static let routes: [Route] =
        [
            Route(.read, item, "Show an ACL policy", entity: "acl_policy", rule: read),
            Route(
                .update, item, "Edit an ACL policy", entity: "acl_policy", schema: .fixed(.accessPolicy), rule: update),
        ]
        + members("initiators", entity: "initiator", \.initiators) { state, path, call throws(Refusal) in
            let reference = try state.initiator(path, in: call.tenant)
            return (reference, state.initiators.own(reference.name, in: reference.resolvedTenant)?.view)
        }
        + members("initiator_groups", entity: "initiator_group", \.initiatorGroups) {
            state, path, call throws(Refusal) in
            let reference = try state.initiatorGroup(path, in: call.tenant)
            let group = state.initiatorGroups.own(reference.name, in: reference.resolvedTenant)
            return (reference, group?.view(for: call.viewer))
        }

    private typealias Finder = @Sendable (ArrayState, String, Call) throws(Refusal) -> (ResolvedReference, JSONValue?)

    /// Reading one of the two lists, and adding to or removing from it. A change answers the one entry that it is
    /// about: the Python SDK takes nothing but an object there.
    private static func members(
        _ name: String, entity: String, _ list: any WritableKeyPath<AccessPolicy, [ResolvedReference]> & Sendable,
        find: @escaping Finder
    ) -> [Route] {
        let show: Route.Rule = { state, call throws(Refusal) in
            let app = try state.appInstance(call)
            let entries = try app.storageInstance(call).aclPolicy[keyPath: list]
            let views = AccessPolicy.entries(entries, seenFrom: app.tenant, for: call.viewer)
            return .page(try Listing(call).page(views.array ?? []))
        }
        let change: Route.Rule = { state, call throws(Refusal) in
            let (reference, view) = try find(state, call["path"]?.string ?? "", call)
            try state.editStorageInstance(call) { (storage, state, _) throws(Refusal) in
                try storage.aclPolicy[keyPath: list].change(reference, as: call["op"]?.string)
                storage.disconnectStrangers(in: state)
            }
            return .entity(view ?? .reference(reference.path))
        }
        return [
            .list("\(item)/\(name)", "List the \(name) of an ACL policy", entity: entity, rule: show),
            Route(
                .update, "\(item)/\(name)", "Add to or remove from the \(name) of an ACL policy", entity: entity,
                schema: .fixed(.membership), rule: change),
        ]
    }

    static func read(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let app = try state.appInstance(call)
        let storage = try app.storageInstance(call)
        return .entity(storage.aclPolicy.view(under: storage.path(in: app), tenant: app.tenant, for: call.viewer))
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        try state.editStorageInstance(call) { (storage, state, _) throws(Refusal) in
            try apply(call.body, to: &storage, in: call.tenant, of: state)
        }
        return try read(&state, call)
    }

    static func apply(
        _ body: JSONValue?, to storage: inout StorageInstance, in tenant: TenantPath, of state: ArrayState
    ) throws(Refusal) {
        storage.aclPolicy = try policy(storage.aclPolicy, updatedBy: body, in: tenant, of: state)
        storage.disconnectStrangers(in: state)
    }

    /// A given list replaces the one there was; an absent one stays.
    static func policy(
        _ policy: AccessPolicy, updatedBy body: JSONValue?, in tenant: TenantPath, of state: ArrayState
    ) throws(Refusal) -> AccessPolicy {
        var policy = policy
        if let initiators = body?["initiators"] {
            policy.initiators = try state.references(initiators) { path throws(Refusal) in
                try state.initiator(path, in: tenant)
            }
        }
        if let groups = body?["initiator_groups"] {
            policy.initiatorGroups = try state.references(groups) { path throws(Refusal) in
                try state.initiatorGroup(path, in: tenant)
            }
        }
        return policy
    }
}

extension StorageInstance {
    /// Ends the sessions of initiators that the ACL no longer admits.
    mutating func disconnectStrangers(in state: ArrayState) {
        guard accessControlMode == .denyAll, !connectedInitiators.isEmpty else { return }
        let admitted = admittedInitiators(in: state)
        activeInitiators.removeAll { !admitted.contains($0) }
        let sessions = (sessionInitiators ?? []).filter(admitted.contains)
        sessionInitiators = sessions.isEmpty ? nil : sessions
    }

    /// The IQNs that the ACL names, directly or as members of a group.
    func admittedInitiators(in state: ArrayState) -> Set<String> {
        let groups = aclPolicy.initiatorGroups.compactMap { state.initiatorGroups.own($0.name, in: $0.resolvedTenant) }
        return Set((aclPolicy.initiators + groups.flatMap(\.members)).map(\.name))
    }
}

extension [ResolvedReference] {
    /// Adds or removes one entry; adding it twice is a conflict, on which real clients rely.
    mutating func change(_ reference: ResolvedReference, as operation: String?) throws(Refusal) {
        let index = firstIndex { $0.path == reference.path }
        switch (operation, index) {
        case ("add", nil): append(reference)
        case ("add", .some): throw .conflict("Entry", reference.path)
        case (_, let index?): remove(at: index)
        case (_, nil): throw .absent("Entry", reference.path)
        }
    }
}
