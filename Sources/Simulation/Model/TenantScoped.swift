/// A named object that belongs to a tenant and is visible in the tenants below it.
protocol TenantScoped: Sendable {
    var tenant: TenantPath { get }
    /// What identifies it within its tenant.
    var key: String { get }
    var path: String { get }
}

extension Initiator: TenantScoped { var key: String { id } }
extension InitiatorGroup: TenantScoped { var key: String { name } }
extension AddressPool: TenantScoped { var key: String { name } }
extension AppTemplate: TenantScoped { var key: String { name } }
extension PlacementPolicy: TenantScoped { var key: String { name } }
extension MediaPolicy: TenantScoped { var key: String { name } }
