/// The keys at the top of a manifest.
enum StackKey: String, FieldKey {
    case apiVersion, kind, stack, tenant, cluster, defaults
    case tenants, initiators, volumes, snapshots, attachments
    case moved, removed, ignore, guards
    case volumeTypes = "volume_types"
    case initiatorGroups = "initiator_groups"

    static let notYetSupported: Set<String> = ["app_instances", "naming"]

    /// How the values of several files become one.
    enum Merging {
        /// Entries by key, each in one file only.
        case section
        /// One list after the other.
        case list
        /// Says one thing about the whole stack; where it stands twice, it must say the same.
        case header
    }

    var merging: Merging {
        switch self {
        case .tenants, .initiators, .volumes, .snapshots, .attachments, .volumeTypes, .initiatorGroups: .section
        case .moved, .removed, .ignore: .list
        case .apiVersion, .kind, .stack, .tenant, .cluster, .defaults, .guards: .header
        }
    }
}
