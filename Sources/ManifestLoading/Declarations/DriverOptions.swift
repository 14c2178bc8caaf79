import Diagnostics
import StorageModel

enum DriverOptionKey: String, FieldKey {
    case debugReplicaCountOverride = "debug_replica_count_override"
    case disableExtendedMetadata = "disable_extended_metadata"
    case disableTemplateOverride = "disable_template_override"
}

/// The `options` block: those options of Cinder's driver that change what a volume becomes, without their `datera_`.
struct DriverOptions {
    /// Every volume is made with one replica, which saves room where nothing is at stake. Set: where it is said.
    var debugReplicaCountOverride: SourceLocation?
    /// Write neither descriptions nor metadata. Set: where it is said.
    var disableExtendedMetadata: SourceLocation?
    /// The size of a volume made from a template is the template's.
    var disableTemplateOverride = false

    init() {}

    init?(_ reader: ValueReader) {
        guard let fields = Fields<DriverOptionKey>(reader, of: "`options`", acceptsNull: true) else { return nil }
        func place(_ key: DriverOptionKey) -> SourceLocation? {
            fields[key].flatMap { $0.boolean() == true ? $0.location : nil }
        }
        debugReplicaCountOverride = place(.debugReplicaCountOverride)
        disableExtendedMetadata = place(.disableExtendedMetadata)
        disableTemplateOverride = fields[.disableTemplateOverride]?.boolean() ?? false
    }
}
