import StorageModel

/// A storage instance, or a volume of one, as it is on the array.
struct LivePart {
    var part: AppInstancePart
    var size: Gibibytes

    var noun: String {
        switch part {
        case .storageInstance: "storage instance"
        case .volume: "volume"
        }
    }
}

extension ObservedAppInstance {
    /// What the manifest does not name: whole storage instances, and volumes of those that it names.
    func surplus(over desired: DesiredAppInstance) -> [LivePart] {
        storageInstances.flatMap { storage -> [LivePart] in
            let whole = AppInstancePart.storageInstance(storage.name)
            guard desired.declares(whole) else { return [LivePart(part: whole, size: storage.size)] }
            return storage.volumes.map {
                LivePart(part: .volume(VolumePath(storage: storage.name, volume: $0.name)), size: $0.size)
            }.filter { !desired.declares($0.part) }
        }
    }

    /// Of each of its volumes.
    var sizes: [VolumePath: Gibibytes] {
        Dictionary(
            storageInstances.flatMap { storage in
                storage.volumes.map { (VolumePath(storage: storage.name, volume: $0.name), $0.size) }
            }
        ) { first, _ in first }
    }

    /// Nothing but what one removal takes away.
    func only(_ part: AppInstancePart) -> ObservedAppInstance {
        var result = self
        switch part {
        case .storageInstance(let name): result.storageInstances.removeAll { $0.name != name }
        case .volume(let path):
            result.storageInstances.removeAll { $0.name != path.storage }
            for index in result.storageInstances.indices {
                result.storageInstances[index].volumes.removeAll { $0.name != path.volume }
            }
        }
        return result
    }
}

extension StorageInstanceContent {
    fileprivate var size: Gibibytes { Gibibytes(volumes.reduce(0) { $0 + $1.size.count }) }
}

extension DesiredAppInstance {
    /// Whether it is declared in its long form, in which parts come and go.
    var isTree: Bool {
        switch address {
        case .appInstance: true
        case .tenant, .initiator, .initiatorGroup, .volume, .snapshot, .cachedImage, .trashed: false
        }
    }

    /// What `removed` says of the part.
    func removal(of part: AppInstancePart) -> PartRemoval? { removedParts.first { $0.part == part } }
}
