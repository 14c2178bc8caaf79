import ManifestLoading
import StorageModel

/// One entry with `for_each` for members that agree in everything but their name, and whose names follow one pattern.
struct ForEachFolding {
    /// Stands for them all.
    let first: ObservedAppInstance
    let body: [YAMLEntry]

    /// - Parameter members: in the order of their keys.
    init?(_ members: [(app: ObservedAppInstance, marker: Marker)], key: String) {
        let names = members.compactMap(\.marker.key.member)
        guard let model = members.first, let member = names.first, names.count == members.count,
            members.allSatisfy({ $0.app.agrees(with: model.app) })
        else { return nil }
        let name = model.app.name
        let pattern = name == "\(key)-\(member)" ? "\(key)-{key}" : name.replacing(member, with: "{key}")
        guard zip(members, names).allSatisfy({ $0.app.name == pattern.replacing("{key}", with: $1) }),
            pattern.contains("{key}")
        else { return nil }
        first = model.app
        body = [
            YAMLEntry(VolumeKey.forEach, .list(names.map { .text($0) })), YAMLEntry(VolumeKey.name, .text(pattern)),
        ]
    }
}

extension ObservedAppInstance {
    /// Whether one declaration serves both.
    fileprivate func agrees(with other: ObservedAppInstance) -> Bool {
        tenant == other.tenant && marker?.mask == other.marker?.mask && marker?.flags == other.marker?.flags
            && adminState == other.adminState && template == other.template
            && ExportedMetadata(self).entries == ExportedMetadata(other).entries
            && storageInstances == other.storageInstances
    }
}
