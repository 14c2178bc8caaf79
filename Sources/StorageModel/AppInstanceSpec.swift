/// Everything one POST needs to make an app instance complete: content, marker and CHAP secrets.
package struct AppInstanceSpec: Sendable, Hashable, Encodable {
    package var tenant: TenantPath
    package var name: String
    package var marker: Marker
    package var accessControlMode: AccessControlMode
    /// Nil leaves it to the DSP, which makes it online.
    package var adminState: AdminState?
    package var storageInstances: [StorageInstanceContent]
    /// Users and password references by storage instance; one that is not here has no CHAP.
    package var chap: [String: CHAPSetting]
    /// Made as OpenStack makes it, with this id.
    package var openStackID: String?
    /// Made from this app template, which decides whatever else is said here but for the sizes.
    package var template: String?
    /// The snapshot policies of the app instance as a whole that the template brings; nil for none.
    package var templatePolicies: [SnapshotPolicy]?
    /// Whether the sizes are not left to the template.
    package var overridesTemplate = false

    package init(
        tenant: TenantPath, name: String, marker: Marker, accessControlMode: AccessControlMode,
        adminState: AdminState? = nil, storageInstances: [StorageInstanceContent], chap: [String: CHAPSetting] = [:]
    ) {
        self.tenant = tenant
        self.name = name
        self.marker = marker
        self.accessControlMode = accessControlMode
        self.adminState = adminState
        self.storageInstances = storageInstances
        self.chap = chap
    }
}
