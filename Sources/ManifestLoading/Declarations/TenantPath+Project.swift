import StorageModel

extension TenantPath {
    /// The tenant that Cinder's driver makes for an OpenStack project (`datera_tenant_id = Map`).
    init(project: String) { self.init(components: ["OS-\(project)"]) }
}
