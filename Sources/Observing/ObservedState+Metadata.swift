package import StorageModel

extension ObservedState {
    /// All of a tenant in one request where there is such a request and several are desired, else one by one.
    package mutating func readMetadata(
        of needed: Set<AppInstanceReference>, from array: any StorageArray
    ) async throws(ArrayFailure) {
        let store = cluster.product.metadataStore
        let counts = Dictionary(grouping: needed, by: \.tenant).mapValues(\.count)
        var byTenant: [TenantPath: [String: [String: String]]] = [:]
        for (tenant, count) in counts where store == .ecosystem && count > 1 {
            byTenant[tenant] = try await array.allMetadata(in: tenant)
        }
        for index in appInstances.indices where needed.contains(appInstances[index].reference) {
            let app = appInstances[index]
            if let all = byTenant[app.tenant] {
                appInstances[index].metadata = all[app.name] ?? [:]
            } else {
                appInstances[index].metadata = try await array.metadata(of: app.reference, in: store)
            }
        }
    }
}
