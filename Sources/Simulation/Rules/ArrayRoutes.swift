/// Every operation of the simulated array.
enum ArrayRoutes {
    static let all: [Route] = [
        SessionRules.routes, SystemRules.routes, TenantRules.routes,
        AppInstanceRules.routes, StorageInstanceRules.routes, AccessPolicyRules.routes, AuthenticationRules.routes,
        VolumeRules.routes, PerformancePolicyRules.routes, SnapshotPolicyRules.routes, SnapshotRules.routes,
        AppTemplateRules.routes, StorageTemplateRules.routes, VolumeTemplateRules.routes,
        TemplatePerformanceRules.routes, TemplatePolicyRules.routes,
        MetadataRules.routes, InitiatorRules.routes, InitiatorGroupRules.routes, AddressPoolRules.routes,
        PlacementRules.routes, StorageNodeRules.routes, NodeDeviceRules.routes, StoragePoolRules.routes,
        NetworkRules.routes, SNMPUserRules.routes, UpgradeRules.routes, EventRules.routes, LogRules.routes,
        AlertRules.routes,
        RemoteProviderRules.routes, RemoteOperationRules.routes, UserRules.routes, MetricRules.routes,
        DescriptionRules.routes,
    ].flatMap { $0 }
}
