package import Diagnostics
package import StorageModel

/// The bytes of one manifest file. Reading files is the caller's job.
package struct ManifestSource: Sendable {
    /// The file as the user named it; it is the `file` of every location.
    package let name: String
    package let text: [UInt8]
    /// Where relative paths in it begin; nil is the current folder, whichever that is.
    package let folder: String?

    package init(name: String, text: [UInt8], folder: String? = nil) {
        self.name = name
        self.text = text
        self.folder = folder
    }
}

/// What became of a manifest: the state it wants, or the reasons why that is unknown.
package struct LoadedManifest: Sendable {
    /// Nil when a diagnostic is an error.
    package var desired: DesiredState?
    /// All of them, in reading order.
    package var diagnostics: [Diagnostic]
    package var fieldUse: FieldUse

    package init(desired: DesiredState?, diagnostics: [Diagnostic], fieldUse: FieldUse) {
        self.desired = desired
        self.diagnostics = diagnostics
        self.fieldUse = fieldUse
    }
}

/// What the command line and the environment say about how to read a manifest.
package struct ManifestOptions: Sendable {
    /// The tenant of `--tenant`, for stacks that name none; a stack that names another one is refused.
    package let tenantOverride: TenantPath?
    /// The tenant of the environment, for stacks that name none where `--tenant` does not either; a stack that names
    /// another one goes its own way.
    package let tenantDefault: TenantPath?
    /// What a cinder.conf says, for whatever the manifest says nothing of.
    package let driver: [DriverOption]

    package init(tenantOverride: TenantPath? = nil, tenantDefault: TenantPath? = nil, driver: [DriverOption] = []) {
        self.tenantOverride = tenantOverride
        self.tenantDefault = tenantDefault
        self.driver = driver
    }
}
