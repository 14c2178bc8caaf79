/// Everything that a simulated array knows: a plain value, so that it can be compared, saved, patched and restored.
struct ArrayState: Sendable, Codable {
    var uuid: String
    var name: String
    var startedAt: ArrayTime
    var random: SeededRandom
    /// Counts address pairs handed out, so that storage instances get different portals.
    var portalsGiven: UInt32 = 0
    var tenants: [Tenant]
    var initiators = ScopedTable<Initiator>()
    var initiatorGroups = ScopedTable<InitiatorGroup>()
    var accessNetworkIpPools: ScopedTable<AddressPool>
    var appTemplates: ScopedTable<AppTemplate>
    var placementPolicies: ScopedTable<PlacementPolicy>
    var mediaPolicies: ScopedTable<MediaPolicy>
    var storageNodes: [StorageNode]
    var users: [User]
    var sessions = SessionTable()
    /// What the array only keeps, by its path: `/system/dns`, `/monitoring/policies/default`.
    var settings: [String: JSONValue]
    var appInstances = AppInstanceTable()
    var remoteProviders: [RemoteProvider] = []
    var eventLog = EventLog()
}
