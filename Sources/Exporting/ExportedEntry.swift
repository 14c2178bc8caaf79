import StorageModel

/// An entry of `volumes`.
struct ExportedEntry {
    var tenant: TenantPath
    var key: String
    /// Size, name, place and metadata: what no type can say.
    var head: [YAMLEntry]
    var item: TypeFolding.Item
    /// The type of OpenStack that it is of.
    var type: TypeMatching.Match?
}

/// The app instances to export, told apart by owner.
struct ExportCandidates {
    private(set) var owned: [(app: ObservedAppInstance, marker: Marker)] = []
    private(set) var free: [ObservedAppInstance] = []
    private(set) var remarks: [String] = []

    /// - Parameter limit: how many that no stack owns; nil for all.
    init(_ candidates: [ObservedAppInstance], stack: String, limit: Int?) {
        var leftOut = 0
        for app in candidates {
            switch app.ownership {
            case .lease: continue
            case .marked(let marker) where marker.flags.isTrashed: continue
            case .marked(let marker) where marker.stack == ImageCache.owner:
                remarks.append("\(app.name): it is a volume of the image cache")
                continue
            case .marked(let marker) where marker.stack != stack:
                remarks.append("\(app.name): it belongs to stack \(marker.stack)")
                continue
            case .unreadable:
                remarks.append("\(app.name): it carries a marker of another version of datera-apply")
                continue
            case .marked, .none: break
            }
            if let obstacle = app.exportObstacle {
                remarks.append("\(app.name): \(obstacle)")
            } else if let marker = app.marker {
                owned.append((app, marker))
            } else if let limit, free.count >= limit {
                leftOut += 1
            } else {
                free.append(app)
            }
        }
        if leftOut > 0 { remarks.append("\(leftOut) more app instance\(leftOut == 1 ? "" : "s"): --limit") }
    }

    /// Whether more of them have the name that `naming: openstack` gives than the name that their key gives.
    var namesLikeOpenStack: Bool {
        let likeOpenStack = owned.count { app, marker in
            app.name == OpenStackName(stack: marker.stack, key: marker.key).description
        }
        return likeOpenStack > owned.count { $0.app.name == "\($0.marker.key)" } + free.count
    }
}
