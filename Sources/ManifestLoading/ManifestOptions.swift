package import StorageModel

/// What the command line says about how to read a manifest.
package struct ManifestOptions: Sendable {
    /// The tenant of `--tenant`, for stacks that name none; a stack that names another one is refused.
    package let tenantOverride: TenantPath?

    package init(tenantOverride: TenantPath? = nil) { self.tenantOverride = tenantOverride }
}
