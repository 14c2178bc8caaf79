/// The array as one reading found it.
package struct ObservedState: Sendable, Equatable {
    package var cluster: ObservedCluster
    /// Nil when the array does not say.
    package var capacity: ArrayCapacity?
    /// Every tenant the login may list, and those it was asked about that exist.
    package var tenants: [ObservedTenant]
    /// Of all those tenants: a marker may be in an unexpected tenant.
    package var appInstances: [ObservedAppInstance]
    /// What each tenant of the stack can see, inherited entries included.
    package var initiators: [TenantPath: [ObservedInitiator]]
    package var initiatorGroups: [TenantPath: [ObservedInitiatorGroup]]
    /// App templates that were asked for; nil for one that is not there.
    package var templates: [TemplateReference: AppTemplate?] = [:]
    /// An earlier run of the stack may have been stopped in the middle, so that what it has noted on the array may be
    /// open.
    package var isAfterInterruption = false

    package init(
        cluster: ObservedCluster, capacity: ArrayCapacity? = nil, tenants: [ObservedTenant] = [],
        appInstances: [ObservedAppInstance] = [],
        initiators: [TenantPath: [ObservedInitiator]] = [:],
        initiatorGroups: [TenantPath: [ObservedInitiatorGroup]] = [:]
    ) {
        self.cluster = cluster
        self.capacity = capacity
        self.tenants = tenants
        self.appInstances = appInstances
        self.initiators = initiators
        self.initiatorGroups = initiatorGroups
    }
}

extension ObservedInitiatorGroup {
    /// Whom it lets in, whosever initiators they are.
    package var admitted: Set<InitiatorName> { members.union(foreignMembers.map { InitiatorName($0.name) }) }
}

extension ObservedState {
    /// The one that carries this marker, with it; nil also when there are two. What is in the trash does not count.
    package func owned(_ key: ResourceKey, by stack: String) -> (app: ObservedAppInstance, marker: Marker)? {
        let owned = appInstances.compactMap { app -> (app: ObservedAppInstance, marker: Marker)? in
            guard let marker = app.marker, marker.stack == stack, marker.key == key, !marker.flags.isTrashed else {
                return nil
            }
            return (app, marker)
        }
        return owned.count == 1 ? owned[0] : nil
    }

    /// The stacks that have a lease, sorted.
    package var leasedStacks: [String] {
        let prefix = LeaseRecord.objectName(for: "")
        return appInstances.filter { $0.ownership == .lease && $0.name.hasPrefix(prefix) }
            .map { String($0.name.dropFirst(prefix.count)) }.sorted()
    }

    /// Whether a run of this stack is in progress or was stopped before it could release its lease.
    package func hasLease(of stack: String) -> Bool {
        let name = LeaseRecord.objectName(for: stack)
        return appInstances.contains { $0.ownership == .lease && $0.name == name }
    }
}

extension ObservedCluster {
    /// Whether what a template says can be said otherwise at creation (dsp-api.md 1.8).
    package var overridesTemplates: Bool { product.changesTemplateSizes && api >= .v22 }
}

/// Facts about the array itself.
package struct ObservedCluster: Sendable, Equatable {
    package var uuid: String
    package var name: String
    package var product: ProductVersion
    package var api: APIVersion

    package init(uuid: String, name: String, product: ProductVersion, api: APIVersion) {
        self.uuid = uuid
        self.name = name
        self.product = product
        self.api = api
    }
}

package struct ObservedTenant: Sendable, Equatable {
    package var path: TenantPath
    package var description: String?

    package init(path: TenantPath, description: String? = nil) {
        self.path = path
        self.description = description
    }
}

package struct ObservedInitiator: Sendable, Equatable {
    package var iqn: InitiatorName
    package var label: String
    /// The tenant that owns it; an ancestor's when it is inherited.
    package var owner: TenantPath

    package init(iqn: InitiatorName, label: String, owner: TenantPath) {
        self.iqn = iqn
        self.label = label
        self.owner = owner
    }
}

package struct ObservedInitiatorGroup: Sendable, Equatable {
    package var name: String
    package var members: Set<InitiatorName>
    /// The members that are initiators of a tenant from which its own inherits nothing.
    package var foreignMembers: Set<ForeignReference> = []
    package var owner: TenantPath

    package init(name: String, members: Set<InitiatorName>, owner: TenantPath) {
        self.name = name
        self.members = members
        self.owner = owner
    }
}
