/// The stable path of a resource of a stack, as plans, logs and flags name it.
///
/// Initiators and groups fan out over the tenants that need them, so theirs carries the tenant in brackets unless it is
/// the stack's own: `initiator/db-01`, `initiator/db-01[/root/b]`.
package enum ResourceAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
    case tenant(TenantPath)
    case initiator(String, tenant: TenantPath?)
    case initiatorGroup(String, tenant: TenantPath?)
    case volume(ResourceKey)
    case appInstance(ResourceKey)
    case snapshot(of: ResourceKey, name: String)
    /// A volume of the image cache, by its name on the array without what all of them begin with.
    case cachedImage(String)
    /// One of several of this address in the trash, told apart by its uuid.
    indirect case trashed(ResourceAddress, id: String)

    package var description: String {
        switch self {
        case .tenant(let path): "tenant/\(path.shortName)"
        case .initiator(let key, let tenant): "initiator/\(key)\(Self.suffix(tenant))"
        case .initiatorGroup(let key, let tenant): "initiator_group/\(key)\(Self.suffix(tenant))"
        case .volume(let key): "volume/\(key)"
        case .appInstance(let key): "app_instance/\(key)"
        case .snapshot(let key, let name): "snapshot/\(key)@\(name)"
        case .cachedImage(let name): "cached_image/\(name)"
        case .trashed(let address, let id): "\(address) (\(id.prefix(8)))"
        }
    }

    /// The order of plans: what others lean on comes first.
    private var rank: Int {
        switch self {
        case .tenant: 0
        case .initiator: 1
        case .initiatorGroup: 2
        case .cachedImage: 3
        case .volume, .appInstance: 4
        case .snapshot: 5
        case .trashed(let address, _): address.rank
        }
    }

    /// Of the volume of the image cache that has this name on the array.
    package static func cachedImage(of name: String) -> ResourceAddress {
        .cachedImage(name.hasPrefix(ImageCache.namePrefix) ? String(name.dropFirst(ImageCache.namePrefix.count)) : name)
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.rank, left.description) < (right.rank, right.description)
    }

    private static func suffix(_ tenant: TenantPath?) -> String { tenant.map { "[\($0)]" } ?? "" }
}
