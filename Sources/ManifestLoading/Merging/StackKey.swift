/// The keys at the top of a manifest.
enum StackKey: String, FieldKey {
    case apiVersion, kind, stack, tenant, cluster, defaults
    case tenants, initiators, volumes, attachments
    case volumeTypes = "volume_types"
    case initiatorGroups = "initiator_groups"

    static let notYetSupported: Set<String> = [
        "app_instances", "snapshots", "moved", "removed", "ignore", "guards", "naming",
    ]

    /// Sections are put together from all files; every other key says one thing about the whole stack.
    var isSection: Bool {
        switch self {
        case .tenants, .initiators, .volumes, .attachments, .volumeTypes, .initiatorGroups: true
        case .apiVersion, .kind, .stack, .tenant, .cluster, .defaults: false
        }
    }
}
