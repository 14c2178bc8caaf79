import StorageModel

/// One entry with `for_each` for members that agree in everything but their name, and whose names follow one pattern.
struct ForEachFolding {
    /// Stands for them all.
    let first: ExportedVolume
    let body: [YAMLEntry]

    /// - Parameter members: in the order of their keys.
    init?(_ members: [(volume: ExportedVolume, marker: Marker)], key: String) {
        let names = members.compactMap(\.marker.key.member)
        guard let model = members.first, let member = names.first, names.count == members.count,
            members.allSatisfy({ $0.volume.agrees(with: model.volume) })
        else { return nil }
        let name = model.volume.app.name
        let pattern = name == "\(key)-\(member)" ? "\(key)-{key}" : name.replacing(member, with: "{key}")
        guard zip(members, names).allSatisfy({ $0.volume.app.name == pattern.replacing("{key}", with: $1) }),
            pattern.contains("{key}")
        else { return nil }
        first = model.volume
        body = [
            YAMLEntry("for_each", .list(names.map { .text($0) })), YAMLEntry("name", .text(pattern)),
        ]
    }
}

extension ExportedVolume {
    /// Whether one declaration serves both.
    fileprivate func agrees(with other: ExportedVolume) -> Bool {
        app.tenant == other.app.tenant && app.marker?.mask == other.app.marker?.mask
            && app.marker?.flags == other.app.marker?.flags && app.adminState == other.app.adminState
            && storage.name == other.storage.name && storage.ipPool == other.storage.ipPool
            && storage.initiators == other.storage.initiators && storage.groups == other.storage.groups
            && storage.authentication == other.storage.authentication && volume.describes(other.volume)
    }
}

extension ObservedVolume {
    fileprivate func describes(_ other: ObservedVolume) -> Bool {
        var other = other
        other.snapshots = snapshots
        return self == other
    }
}
