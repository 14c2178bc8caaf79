package import Diagnostics

/// An option of a cinder.conf that changes what a manifest means, with its place.
///
/// A saved plan keeps these beside its manifests. None is a secret: of CHAP there is the user alone.
package struct DriverOption: Sendable, Hashable, Codable {
    package enum Name: String, Sendable, CaseIterable, Codable {
        case debugReplicaCountOverride = "datera_debug_replica_count_override"
        case disableExtendedMetadata = "datera_disable_extended_metadata"
        case disableTemplateOverride = "datera_disable_template_override"
        case tenant = "datera_tenant_id"
        case typeDefaults = "datera_volume_type_defaults"
        case defaultType = "default_volume_type"
        case chapUser = "chap_username"
        case imageCache = "datera_enable_image_cache"
        case imageCacheType = "datera_image_cache_volume_type_id"
    }

    package var name: Name
    /// As the file has it, with its variables put in. An option that is a flag is listed only when it is set.
    package var value: String
    package var file: String
    package var line: Int
    package var column: Int

    /// The variable by which a manifest refers to `chap_password`.
    package static let chapVariable = "CINDER_CHAP_PASSWORD"

    package init(_ name: Name, _ value: String, at location: SourceLocation) {
        self.name = name
        self.value = value
        file = location.file
        line = location.line
        column = location.column
    }

    package var location: SourceLocation { SourceLocation(file: file, line: line, column: column) }
}
