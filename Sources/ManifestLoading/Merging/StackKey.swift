/// The keys at the top of a manifest.
package enum StackKey: String, FieldKey {
    case apiVersion, kind, stack, tenant, cluster, defaults
    case tenants, initiators, volumes, snapshots, attachments
    case moved, removed, ignore, guards
    case options, naming
    case volumeTypes = "volume_types"
    case initiatorGroups = "initiator_groups"
    case appInstances = "app_instances"
    case imageCache = "image_cache"

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
        case .tenants, .initiators, .volumes, .appInstances, .attachments, .volumeTypes, .initiatorGroups, .snapshots:
            .section
        case .moved, .removed, .ignore: .list
        case .apiVersion, .kind, .stack, .tenant, .cluster, .defaults, .guards, .options, .naming, .imageCache: .header
        }
    }
}
