/// Placement policies and the media policies that they name; products before 3.3 have neither.
enum PlacementRules {
    static let routes: [Route] = placementRoutes + mediaRoutes

    private static let placementRoutes: [Route] = [
        .list(
            "/placement_policies", "List placement policies", entity: "placement_policy",
            isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            .page(try Listing(call).page(state.placementPolicies.visible(in: call.tenant).map(\.view)))
        },
        Route(
            .create, "/placement_policies", "Create a placement policy", entity: "placement_policy",
            schema: .fixed(.placementPolicyCreation), isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            let name = call["name"]?.string ?? ""
            guard state.placementPolicies.own(name, in: call.tenant) == nil else {
                throw .conflict("Placement policy", name)
            }
            let policy = PlacementPolicy(name: name, tenant: call.tenant, max: [], min: [])
            return .entity(try put(policy, updatedBy: call, in: &state))
        },
        Route(
            .read, "/placement_policies/:name", "Show a placement policy", entity: "placement_policy",
            isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            .entity(try found(state.placementPolicies.visible(call.parameter(0), in: call.tenant), call).view)
        },
        Route(
            .update, "/placement_policies/:name", "Edit a placement policy", entity: "placement_policy",
            schema: .fixed(.placementPolicyUpdate), isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            let policy = try found(state.placementPolicies.own(call.parameter(0), in: call.tenant), call)
            return .entity(try put(policy, updatedBy: call, in: &state))
        },
        .delete(
            "/placement_policies/:name", "Delete a placement policy", entity: "placement_policy",
            isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            let policy = try found(state.placementPolicies.own(call.parameter(0), in: call.tenant), call)
            let isUsed = state.appInstances.values.contains { app in
                app.volumes.contains { $0.placementPolicy.path == policy.path }
            }
            let isPlanned = state.appTemplates.elements.contains { template in
                template.volumeTemplates.contains { $0.placementPolicy.path == policy.path }
            }
            guard !isUsed, !isPlanned, policy.name != "default" else {
                throw .invalidRequest("\(policy.path) is in use.")
            }
            state.placementPolicies.remove(policy)
            return .entity(policy.view)
        },
    ]

    private static let mediaRoutes: [Route] = [
        .list(
            "/media_policies", "List media policies", entity: "media_policy", isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            .page(try Listing(call).page(state.mediaPolicies.visible(in: call.tenant).map(\.view)))
        },
        Route(
            .create, "/media_policies", "Create a media policy", entity: "media_policy",
            schema: .fixed(.mediaPolicyCreation), isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            let name = call["name"]?.string ?? ""
            guard state.mediaPolicies.own(name, in: call.tenant) == nil else { throw .conflict("Media policy", name) }
            let policy = MediaPolicy(
                name: name, tenant: call.tenant, descr: call["descr"]?.string, priority: call["priority"]?.int ?? 0)
            state.mediaPolicies.put(policy)
            return .entity(policy.view)
        },
        Route(
            .read, "/media_policies/:name", "Show a media policy", entity: "media_policy", isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            .entity(try found(state.mediaPolicies.visible(call.parameter(0), in: call.tenant), call).view)
        },
        Route(
            .update, "/media_policies/:name", "Edit a media policy", entity: "media_policy",
            schema: .fixed(.mediaPolicyUpdate), isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            var policy = try found(state.mediaPolicies.own(call.parameter(0), in: call.tenant), call)
            if let descr = call["descr"] { policy.descr = descr.string }
            if let priority = call["priority"]?.int { policy.priority = priority }
            state.mediaPolicies.put(policy)
            return .entity(policy.view)
        },
        .delete(
            "/media_policies/:name", "Delete a media policy", entity: "media_policy", isOffered: \.placesByPolicy
        ) { state, call throws(Refusal) in
            let policy = try found(state.mediaPolicies.own(call.parameter(0), in: call.tenant), call)
            let isUsed = state.placementPolicies.elements.contains { ($0.max + $0.min).contains(policy.path) }
            guard !isUsed else { throw .invalidRequest("\(policy.path) is in use.") }
            state.mediaPolicies.remove(policy)
            return .entity(policy.view)
        },
    ]

    private static func put(
        _ policy: PlacementPolicy, updatedBy call: Call, in state: inout ArrayState
    ) throws(Refusal) -> JSONValue {
        var policy = policy
        if let descr = call["descr"] { policy.descr = descr.string }
        if let max = call["max"] { policy.max = try media(max, state, call) }
        if let min = call["min"] { policy.min = try media(min, state, call) }
        state.placementPolicies.put(policy)
        return policy.view
    }

    private static func media(_ list: JSONValue, _ state: ArrayState, _ call: Call) throws(Refusal) -> [String] {
        var paths: [String] = []
        for path in (list.array ?? []).compactMap(\.string) {
            paths.append(
                try state.resolved(path, collection: "media_policies", in: call.tenant) {
                    state.mediaPolicies.visible($0, in: call.tenant)
                }.path)
        }
        return paths
    }

    private static func found<Policy>(_ policy: Policy?, _ call: Call) throws(Refusal) -> Policy {
        guard let policy else { throw .absent("Policy", call.parameter(0)) }
        return policy
    }
}
