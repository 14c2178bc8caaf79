/// The app template that a volume is made from. It decides names, replicas, placement, pool, limits and snapshot
/// policies.
package struct DesiredTemplate: Sendable, Equatable {
    package var name: Declared<String>
    /// Of its one volume; nil leaves it to the template.
    package var size: Declared<Gibibytes>?
    /// False takes the size from the template whatever is declared.
    package var overridesSize: Bool
    /// Who may connect to its storage instances.
    package var attachment: DesiredAttachment?
    package var roundRobin: Declared<Bool>?

    package init(
        name: Declared<String>, size: Declared<Gibibytes>? = nil, overridesSize: Bool = true,
        attachment: DesiredAttachment? = nil, roundRobin: Declared<Bool>? = nil
    ) {
        self.name = name
        self.size = size
        self.overridesSize = overridesSize
        self.attachment = attachment
        self.roundRobin = roundRobin
    }
}

/// Addresses an app template as a tenant sees it: one of its own, or one that it inherits.
package struct TemplateReference: Sendable, Hashable {
    package var tenant: TenantPath
    package var name: String

    package init(tenant: TenantPath, name: String) {
        self.tenant = tenant
        self.name = name
    }
}

/// What an app template makes.
package struct AppTemplate: Sendable, Hashable {
    package var storageInstances: [StorageInstanceContent]
    /// Of the app instance as a whole.
    package var snapshotPolicies: [SnapshotPolicy]

    package init(storageInstances: [StorageInstanceContent], snapshotPolicies: [SnapshotPolicy] = []) {
        self.storageInstances = storageInstances
        self.snapshotPolicies = snapshotPolicies
    }
}
