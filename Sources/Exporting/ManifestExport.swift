import ManifestLoading
package import StorageModel

/// What to export, and what is known of it besides the array.
package struct ExportOptions: Sendable {
    /// Who is to own it. What this stack owns already keeps its keys; what others own is left out.
    package var stack: String
    /// Export only this one; nil exports all.
    package var tenant: TenantPath?
    package var selection: ExportSelection
    /// The volume types of the OpenStack that made the volumes.
    package var types: CinderTypeList?
    /// Extra specs, without `DF:`, of volumes whose type does not say them.
    package var typeDefaults: [String: String] = [:]
    /// The `volume_backend_name` of the array in OpenStack; nil where it is not known.
    package var backend: String?
    /// Whether the manifest will be read together with a cinder.conf, of which it must then say that nothing is wanted.
    package var excludesDriverDefaults = false

    package init(
        stack: String, tenant: TenantPath? = nil, selection: ExportSelection = .everything, types: CinderTypeList? = nil
    ) {
        self.stack = stack
        self.tenant = tenant
        self.selection = selection
        self.types = types
    }
}

/// A manifest that describes an array as it is: planning it changes nothing, before and after its volumes are adopted.
package struct ManifestExport {
    let observed: ObservedState
    let options: ExportOptions
    let home: TenantPath
    /// Whether volumes without `name:` are called as Cinder calls them.
    let namesLikeOpenStack: Bool
    let types: TypeMatching
    /// Types of OpenStack that are for other backends.
    let otherTypes: [String]
    var keys = ExportNames()
    var variables = ExportNames(limit: 128)
    var access: ExportedAccess
    var volumes: [ExportedEntry] = []
    var trees: [YAMLEntry] = []
    var attachments: [YAMLEntry] = []
    var moved: [YAMLValue] = []
    var ignore: [YAMLValue] = []
    var driverIgnores = DriverIgnores()
    var snapshots: [YAMLEntry] = []
    var driverCount = 0
    var tenants: Set<TenantPath> = []
    var remarks: [String] = []

    var stack: String { options.stack }

    /// How many app instances it describes.
    package var count: Int { volumes.count + trees.count }

    package init(_ observed: ObservedState, stack: String, tenant: TenantPath?) {
        self.init(observed, ExportOptions(stack: stack, tenant: tenant))
    }

    /// - Parameter observed: with the initiators and groups of every exported tenant.
    package init(_ observed: ObservedState, _ options: ExportOptions) {
        self.observed = observed
        self.options = options
        let selected = observed.appInstances
            .filter { (options.tenant == nil || $0.tenant == options.tenant) }
            // Without what the stack owns already, a manifest would be refused.
            .filter { options.selection.selects($0) || $0.marker?.stack == options.stack }
            .sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }
        let candidates = ExportCandidates(selected, stack: options.stack, limit: options.selection.limit)
        let homes = Set(selected.map(\.tenant))
        home = options.tenant ?? (homes.count == 1 ? homes.first ?? .root : .root)
        access = ExportedAccess(observed, home: home)
        namesLikeOpenStack = candidates.namesLikeOpenStack
        let choice = DeclaredType.choice(
            of: options.types, defaults: options.typeDefaults, backend: options.backend)
        types = TypeMatching(
            types: choice.fitting, hasPolicies: observed.cluster.product.hasPlacementPolicies)
        otherTypes = choice.others
        remarks = candidates.remarks
        add(candidates)
        if driverCount > 0 {
            let volumes = driverCount == 1 ? "a volume" : "\(driverCount) volumes"
            remarks.append("metadata of \(volumes) created by drivers: drivers keep their own data there")
        }
        // By tenant and key, whatever their owner: an export after an adoption must equal one before.
        volumes.sort { ($0.tenant, $0.key) < ($1.tenant, $1.key) }
        let places = Dictionary(volumes.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        attachments.sort { places[$0.key, default: 0] < places[$1.key, default: 0] }
    }

    package var text: String {
        var lines = header
        lines += section(.tenants, tenantEntries)
        var names = ExportNames(limit: TypeName.limit)
        for type in types.types { names.reserve(type.key) }
        let folding = TypeFolding(volumes.map { $0.type == nil ? $0.item : .init(settings: []) }, names: &names)
        lines += typeSection(folding.types)
        lines += section(.initiators, access.initiators.sorted { $0.key < $1.key })
        lines += section(.initiatorGroups, access.groups.sorted { $0.key < $1.key })
        lines += section(
            .volumes,
            zip(volumes, folding.bodies).map { volume, body in
                YAMLEntry(volume.key, .map(volume.head + (volume.type.map(Self.body) ?? body)))
            })
        lines += section(.appInstances, trees)
        lines += section(.snapshots, snapshots.sorted { $0.key < $1.key })
        lines += section(.attachments, attachments)
        lines += ignoreSection + section(.moved, moved)
        if !remarks.isEmpty { lines += ["", "# Not exported:"] + remarks.map { "#   \(YAMLValue.comment($0))" } }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func body(_ match: TypeMatching.Match) -> [YAMLEntry] {
        [YAMLEntry(VolumeKey.type, .text(match.type.key))] + match.rest
    }
}
