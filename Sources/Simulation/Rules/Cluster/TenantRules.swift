enum TenantRules {
    /// The recorded route holds its own regular expression; a tenant's path may have several segments.
    private static let item = "/tenants/:tenant_path(((?:[A-Za-z0-9_-])+(?:/[.A-Za-z0-9_-]+){0,}$))"

    static let routes: [Route] = [
        Route(.read, "/tenants", "List all tenants", entity: "tenant") { state, call throws(Refusal) in
            .page(try Listing(call).page(state.tenants.map { view(of: $0, in: state, call) }))
        },
        Route(
            .create, "/tenants", "Create a tenant", entity: "tenant", schema: .fixed(.tenantCreation), rule: create),
        Route(.read, item, "Show a tenant", entity: "tenant") { state, call throws(Refusal) in
            .entity(view(of: try tenant(state, call), in: state, call))
        },
        Route(.update, item, "Edit a tenant", entity: "tenant", schema: .fixed(.tenantUpdate), rule: update),
        .delete(item, "Delete a tenant", entity: "tenant", rule: delete),
    ]

    /// `POST {"name":"root"}` is a conflict: Cinder sends exactly that before every volume it makes.
    static func create(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let name = call["name"]?.string ?? ""
        guard name != "root" else { throw .conflict("Tenant", "/root") }
        let parent = TenantPath(call["parent_path"]?.string ?? "/root")
        guard state.hasTenant(parent) else {
            throw .validationFailed("Parent tenant \(parent) does not exist")
        }
        let path = parent.child(name)
        guard !state.hasTenant(path) else { throw .conflict("Tenant", path.description) }
        guard state.tenants.count < call.limits.tenants else { throw .limitReached("tenants", call.limits.tenants) }
        let tenant = Tenant(path: path, descr: call["descr"]?.string)
        state.tenants.append(tenant)
        return .entity(view(of: tenant, in: state, call))
    }

    static func update(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        var tenant = try tenant(state, call)
        if let descr = call["descr"] { tenant.descr = descr.string }
        for index in state.tenants.indices where state.tenants[index].path == tenant.path {
            state.tenants[index] = tenant
        }
        return .entity(view(of: tenant, in: state, call))
    }

    static func delete(_ state: inout ArrayState, _ call: Call) throws(Refusal) -> Answer {
        let tenant = try tenant(state, call)
        guard !tenant.path.isRoot else { throw .invalidRequest("The root tenant cannot be deleted.") }
        guard state.isEmpty(tenant.path) else {
            throw .invalidRequest("Tenant \(tenant.path) is not empty and cannot be deleted.")
        }
        let view = view(of: tenant, in: state, call)
        state.tenants.removeAll { $0.path == tenant.path }
        return .entity(view)
    }

    private static func tenant(_ state: ArrayState, _ call: Call) throws(Refusal) -> Tenant {
        let path = TenantPath(call.parameter(0))
        guard let tenant = state.tenants.first(where: { $0.path == path }) else {
            throw .absent("Tenant", path.description)
        }
        return tenant
    }

    private static func view(of tenant: Tenant, in state: ArrayState, _ call: Call) -> JSONValue {
        tenant.view(
            subtenants: state.tenants.map(\.path).filter { $0.parent == tenant.path },
            hasOwnInitiators: !state.initiators.own(tenant.path).isEmpty, for: call.viewer)
    }
}

extension ArrayState {
    func hasTenant(_ path: TenantPath) -> Bool { tenants.contains { $0.path == path } }

    /// Whether nothing belongs to the tenant, neither objects nor tenants below it.
    fileprivate func isEmpty(_ tenant: TenantPath) -> Bool {
        !tenants.contains { $0.path.parent == tenant }
            && appInstances.values(in: tenant).isEmpty && initiators.own(tenant).isEmpty
            && initiatorGroups.own(tenant).isEmpty && accessNetworkIpPools.own(tenant).isEmpty
            && appTemplates.own(tenant).isEmpty && placementPolicies.own(tenant).isEmpty
            && mediaPolicies.own(tenant).isEmpty
    }
}
