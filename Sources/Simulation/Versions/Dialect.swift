/// One API version spoken by one product version: every difference between them is decided here and nowhere else.
struct Dialect: Sendable, Hashable {
    let api: APIVersion
    /// What the product can do, whichever API version is spoken.
    let placesByPolicy: Bool
    let hasStoragePools: Bool
    let largestVolume: Int

    init(api: APIVersion, product: ProductVersion) {
        self.api = api
        placesByPolicy = product >= .placementPolicies
        hasStoragePools = product >= .storagePools
        // 2.1 schema: 32768 GiB; the 3.x tool kit: 256 TiB.
        largestVolume = product >= .largeVolumes ? 262_144 : 32_768
    }

    private var isModern: Bool { api >= .v22 }

    /// Lists answer total_count, request_count, offset and limit; before, only `total`.
    var countsPages: Bool { isModern }
    /// Before 3.3 a list counted its total before it applied the filter.
    var countsAfterFiltering: Bool { placesByPolicy }
    /// Creating a tenant's first initiator must be forced (DAT-15931); 2.1 does not know the key.
    var forcesFirstInitiator: Bool { isModern }
    /// References may come with the `resolved_*` keys that the Go SDK sends along.
    var toleratesResolvedKeys: Bool { isModern }
    /// Entries that an ACL takes from a parent tenant name that tenant.
    var marksInheritedInitiators: Bool { isModern }
    var overridesTemplates: Bool { isModern && placesByPolicy }
    var hasEcosystemData: Bool { placesByPolicy }
    /// Snapshots with remote copies: their keys in a POST and their fields in answers.
    var hasRemoteSnapshots: Bool { isModern && placesByPolicy }
    /// Sizes on disk of volumes and snapshots, quotas of tenants, and the like.
    var hasExtendedFields: Bool { isModern }
    var hasRemoteProviders: Bool { isModern && hasStoragePools }
    var hasFailureDomains: Bool { isModern }
    /// Alerts moved from /monitoring/alerts to /alerts.
    var hasTopLevelAlerts: Bool { isModern }
    /// Clients push their logs to the array.
    var takesLogs: Bool { isModern }
    /// The pool of a storage template is a reference in the Go SDK, both ways, and text in the recorded 2.1 schema. Which
    /// of them a box of 2.2 takes is not known, so both are taken; it answers as the SDK can read it.
    var refersToTemplatePools: Bool { isModern }
    /// Storage instances that serve objects instead of iSCSI.
    var hasObjectStores: Bool { isModern }
}
