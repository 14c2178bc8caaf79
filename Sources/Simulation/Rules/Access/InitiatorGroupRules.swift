enum InitiatorGroupRules {
    private static let item = "/initiator_groups/:name"

    static let routes: [Route] = [
        .list("/initiator_groups", "List initiator groups", entity: "initiator_group") {
            state, call throws(Refusal) in
            let groups = state.initiatorGroups.visible(in: call.tenant)
            return .page(try Listing(call).page(groups.map { $0.view(for: call.viewer) }))
        },
        Route(
            .create, "/initiator_groups", "Create an initiator group", entity: "initiator_group",
            schema: .fixed(.initiatorGroupCreation), rule: create),
        Route(.read, item, "Show an initiator group", entity: "initiator_group") { state, call throws(Refusal) in
            .entity(try visible(state, call).view(for: call.viewer))
        },
        Route(
            .update, item, "Edit an initiator group", entity: "initiator_group",
            schema: .fixed(.initiatorGroupUpdate)
        ) { state, call throws(Refusal) in
            try edit(&state, call) { (group, state) throws(Refusal) in
                guard let members = call["members"] else { return }
                group.members = try references(members, in: state, call)
            }
        },
        .delete(item, "Delete an initiator group", entity: "initiator_group", rule: delete),
        .list(item + "/members", "List a group's members", entity: "initiator") { state, call throws(Refusal) in
            let members = try visible(state, call).view(for: call.viewer)["members"]
            return .page(try Listing(call).page(members?.array ?? []))
        },
        Route(
            .update, item + "/members", "Add a member to a group or remove one", entity: "initiator",
            schema: .fixed(.membership)
        ) { state, call throws(Refusal) in
            try edit(&state, call) { (group, state) throws(Refusal) in
                let member = try state.initiator(call["path"]?.string ?? "", in: call.tenant)
                try group.members.change(member, as: call["op"]?.string)
            }
        },
    ]

    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call["name"]?.string ?? ""
        guard state.initiatorGroups.own(name, in: call.tenant) == nil else { throw .conflict("Initiator group", name) }
        let members = try references(call["members"], in: state, call)
        let group = InitiatorGroup(name: name, tenant: call.tenant, members: members)
        state.initiatorGroups.put(group)
        return .entity(group.view(for: call.viewer))
    }

    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let group = try own(state, call)
        let isUsed = state.appInstances.values.contains { app in
            app.storageInstances.contains { storage in
                storage.aclPolicy.initiatorGroups.contains {
                    $0.path == group.path && $0.resolvedTenant == group.tenant
                }
            }
        }
        guard !isUsed else { throw .invalidRequest("Initiator group \(group.name) is in use.") }
        state.initiatorGroups.remove(group)
        return .entity(group.view(for: call.viewer))
    }

    /// Changes a group and ends the sessions of initiators that lose their access by it.
    private static func edit(
        _ state: inout ArrayState, _ call: Call,
        change: (inout InitiatorGroup, ArrayState) throws(Refusal) -> Void
    ) throws(Refusal) -> Answer {
        var group = try own(state, call)
        try change(&group, state)
        state.initiatorGroups.put(group)
        for app in Array(state.appInstances.values) {
            var checked = app
            for index in checked.storageInstances.indices {
                checked.storageInstances[index].disconnectStrangers(in: state)
            }
            if checked != app { state.appInstances.put(checked) }
        }
        return .entity(group.view(for: call.viewer))
    }

    private static func references(
        _ members: JSONValue?, in state: ArrayState, _ call: Call
    ) throws(Refusal) -> [ResolvedReference] {
        try state.references(members) { path throws(Refusal) in try state.initiator(path, in: call.tenant) }
    }

    private static func own(_ state: ArrayState, _ call: Call) throws(Refusal) -> InitiatorGroup {
        guard let group = state.initiatorGroups.own(call.parameter(0), in: call.tenant) else {
            throw .absent("Initiator group", call.parameter(0))
        }
        return group
    }

    private static func visible(_ state: ArrayState, _ call: Call) throws(Refusal) -> InitiatorGroup {
        guard let group = state.initiatorGroups.visible(call.parameter(0), in: call.tenant) else {
            throw .absent("Initiator group", call.parameter(0))
        }
        return group
    }
}
