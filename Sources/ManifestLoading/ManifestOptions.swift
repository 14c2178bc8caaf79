package import StorageModel

/// What the command line and the environment say about how to read a manifest.
package struct ManifestOptions: Sendable {
    /// The tenant of `--tenant`, for stacks that name none; a stack that names another one is refused.
    package let tenantOverride: TenantPath?
    /// The tenant of the environment, for stacks that name none where `--tenant` does not either; a stack that names
    /// another one goes its own way.
    package let tenantDefault: TenantPath?

    package init(tenantOverride: TenantPath? = nil, tenantDefault: TenantPath? = nil) {
        self.tenantOverride = tenantOverride
        self.tenantDefault = tenantDefault
    }
}
