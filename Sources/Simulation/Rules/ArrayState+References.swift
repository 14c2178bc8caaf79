extension ArrayState {
    /// Finds what `{"path": "/initiators/..."}` refers to, in the tenant or above it.
    func resolved<Element>(
        _ path: String, collection: String, in tenant: TenantPath, find: (String) -> Element?
    ) throws(Refusal) -> ResolvedReference where Element: TenantScoped {
        let prefix = "/\(collection)/"
        guard path.hasPrefix(prefix), let element = find(String(path.dropFirst(prefix.count))) else {
            throw .validationFailed("The object at \(path) does not exist")
        }
        return ResolvedReference(path: element.path, resolvedTenant: element.tenant)
    }

    func addressPool(_ path: String, in tenant: TenantPath) throws(Refusal) -> ResolvedReference {
        try resolved(path, collection: "access_network_ip_pools", in: tenant) {
            accessNetworkIpPools.visible($0, in: tenant)
        }
    }

    func placementPolicy(_ path: String, in tenant: TenantPath) throws(Refusal) -> ResolvedReference {
        try resolved(path, collection: "placement_policies", in: tenant) { placementPolicies.visible($0, in: tenant) }
    }

    func appTemplate(_ path: String, in tenant: TenantPath) throws(Refusal) -> ResolvedReference {
        try resolved(path, collection: "app_templates", in: tenant) { appTemplates.visible($0, in: tenant) }
    }

    func initiator(_ path: String, in tenant: TenantPath) throws(Refusal) -> ResolvedReference {
        try resolved(path, collection: "initiators", in: tenant) { visibleInitiator($0, in: tenant) }
    }

    func initiatorGroup(_ path: String, in tenant: TenantPath) throws(Refusal) -> ResolvedReference {
        try resolved(path, collection: "initiator_groups", in: tenant) { initiatorGroups.visible($0, in: tenant) }
    }

    /// The references of a list of `{"path"}`, each once however often it is named.
    func references(
        _ value: JSONValue?, find: (String) throws(Refusal) -> ResolvedReference
    ) throws(Refusal) -> [ResolvedReference] {
        var references: [ResolvedReference] = []
        for path in (value?.array ?? []).compactMap({ $0["path"]?.string }) {
            let reference = try find(path)
            if !references.contains(where: { $0.path == reference.path }) { references.append(reference) }
        }
        return references
    }

    /// A tenant takes all its initiators from its parent until it has one of its own; there is no mixture.
    func visibleInitiators(in tenant: TenantPath) -> [Initiator] {
        tenant.withAncestors.lazy.map { initiators.own($0) }.first { !$0.isEmpty } ?? []
    }

    func visibleInitiator(_ id: String, in tenant: TenantPath) -> Initiator? {
        visibleInitiators(in: tenant).first { $0.id == id }
    }
}
