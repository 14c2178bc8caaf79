package import Diagnostics

/// What a stack declares, with everything inherited, overridden and fanned out: nothing is left to look up.
package struct DesiredState: Sendable, Equatable {
    /// The ownership scope, 3-32 of `[a-z0-9-]`.
    package var stack: String
    /// The uuid of the only array this stack may be applied to; nil for any.
    package var cluster: Declared<String>?
    /// Where the stack's resources live unless they say otherwise.
    package var tenant: TenantPath
    package var tenants: [DesiredTenant]
    package var initiators: [DesiredInitiator]
    package var initiatorGroups: [DesiredInitiatorGroup]
    package var appInstances: [DesiredAppInstance]
    package var moves: [Move]
    package var removals: [Removal]
    package var ignores: [IgnoreRule]
    package var guards: Guards
    /// Nil fills every volume that has an image from its file.
    package var imageCache: DesiredImageCache?

    package init(
        stack: String, cluster: Declared<String>? = nil, tenant: TenantPath = .root, tenants: [DesiredTenant] = [],
        initiators: [DesiredInitiator] = [], initiatorGroups: [DesiredInitiatorGroup] = [],
        appInstances: [DesiredAppInstance] = [], moves: [Move] = [], removals: [Removal] = [],
        ignores: [IgnoreRule] = [], guards: Guards = Guards(), imageCache: DesiredImageCache? = nil
    ) {
        self.stack = stack
        self.cluster = cluster
        self.tenant = tenant
        self.tenants = tenants
        self.initiators = initiators
        self.initiatorGroups = initiatorGroups
        self.appInstances = appInstances
        self.moves = moves
        self.removals = removals
        self.ignores = ignores
        self.guards = guards
        self.imageCache = imageCache
    }

    /// Every tenant in which the stack declares something.
    package var tenantsInUse: Set<TenantPath> {
        Set(
            tenants.map(\.path) + initiators.map(\.tenant) + initiatorGroups.map(\.tenant)
                + appInstances.map(\.tenant) + removals.compactMap(\.tenant))
    }
}

/// A tenant that the stack ensures.
package struct DesiredTenant: Sendable, Equatable {
    package var path: TenantPath
    /// The DSP's `descr`; nil is not managed.
    package var description: Declared<String>?
    package var location: SourceLocation?

    package init(path: TenantPath, description: Declared<String>? = nil, location: SourceLocation? = nil) {
        self.path = path
        self.description = description
        self.location = location
    }

    package var address: ResourceAddress { .tenant(path) }
}

/// An initiator that must be visible in one tenant. A declared initiator used in three tenants makes three of these.
package struct DesiredInitiator: Sendable, Equatable {
    package var address: ResourceAddress
    package var tenant: TenantPath
    package var iqn: InitiatorName
    /// The DSP's label for it, 3-128 characters.
    package var label: String
    package var location: SourceLocation?

    package init(
        address: ResourceAddress, tenant: TenantPath, iqn: InitiatorName, label: String, location: SourceLocation? = nil
    ) {
        self.address = address
        self.tenant = tenant
        self.iqn = iqn
        self.label = label
        self.location = location
    }
}

/// An initiator group in one tenant. Its members are authoritative.
package struct DesiredInitiatorGroup: Sendable, Equatable {
    package var address: ResourceAddress
    package var tenant: TenantPath
    package var name: String
    package var members: Declared<Set<InitiatorName>>
    package var location: SourceLocation?

    package init(
        address: ResourceAddress, tenant: TenantPath, name: String, members: Declared<Set<InitiatorName>>,
        location: SourceLocation? = nil
    ) {
        self.address = address
        self.tenant = tenant
        self.name = name
        self.members = members
        self.location = location
    }
}
