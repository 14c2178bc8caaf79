enum InitiatorRules {
    static let routes: [Route] = [
        .list("/initiators", "List initiators", entity: "initiator") { state, call throws(Refusal) in
            .page(try Listing(call).page(state.visibleInitiators(in: call.tenant).map(\.view)))
        },
        Route(
            .create, "/initiators", "Create an initiator", entity: "initiator",
            schema: .byDialect(Schema.initiatorCreation),
            rule: create),
        Route(.read, "/initiators/:id", "Show an initiator", entity: "initiator") { state, call throws(Refusal) in
            guard let found = state.visibleInitiator(call.parameter(0), in: call.tenant) else {
                throw .absent("Initiator", call.parameter(0))
            }
            return .entity(found.view)
        },
        Route(
            .update, "/initiators/:id", "Edit an initiator", entity: "initiator", schema: .fixed(.initiatorUpdate),
            rule: update),
        .delete("/initiators/:id", "Delete an initiator", entity: "initiator", rule: delete),
    ]

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let id = call["id"]?.string ?? ""
        let own = state.initiators.own(call.tenant)
        guard !own.contains(where: { $0.id == id }) else { throw .conflict("Initiator", id) }
        if call.dialect.forcesFirstInitiator, !call.tenant.isRoot, own.isEmpty, !call.isForced {
            throw .needsForce("Creating the first initiator of tenant \(call.tenant) ends the use of inherited ones.")
        }
        guard state.initiators.elements.count < call.limits.initiators else {
            throw .limitReached("initiators", call.limits.initiators)
        }
        let initiator = Initiator(id: id, tenant: call.tenant, name: call["name"]?.string ?? "")
        state.initiators.put(initiator)
        return .entity(initiator.view)
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        var initiator = try own(state, call)
        if let name = call["name"]?.string { initiator.name = name }
        state.initiators.put(initiator)
        return .entity(initiator.view)
    }

    /// An initiator that an ACL or a group names cannot go: their entries would point nowhere.
    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let initiator = try own(state, call)
        func isMeant(_ reference: ResolvedReference) -> Bool {
            reference.path == initiator.path && reference.resolvedTenant == initiator.tenant
        }
        let isUsed =
            state.initiatorGroups.elements.contains { $0.members.contains(where: isMeant) }
            || state.appInstances.values.contains { app in
                app.storageInstances.contains { $0.aclPolicy.initiators.contains(where: isMeant) }
            }
        guard !isUsed else { throw .invalidRequest("Initiator \(initiator.id) is in use.") }
        state.initiators.remove(initiator)
        return .entity(initiator.view)
    }

    /// Only a tenant's own initiators can be changed, not those it inherits.
    private static func own(_ state: ArrayState, _ call: Call) throws(Refusal) -> Initiator {
        guard let initiator = state.initiators.own(call.parameter(0), in: call.tenant) else {
            throw .absent("Initiator", call.parameter(0))
        }
        return initiator
    }
}
