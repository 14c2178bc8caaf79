import Diagnostics
import StorageModel

/// What a cached volume has that all its clones have, too: they can differ from it only in size and in what no clone takes
/// from its source.
struct CachedShape: Hashable {
    var tenant: TenantPath
    var content: CachedContent
    /// The names of its parts, which clones keep.
    var storage: String
    var volume: String
    var replicaCount: Int
    /// Nil where the array decides.
    var placement: Placement?

    /// Why a volume cannot be a clone of a cached one.
    struct Obstacle: Error {
        var text: String
    }

    static func of(
        _ declared: DesiredAppInstance, _ image: DesiredImage, in cache: DesiredImageCache, on product: ProductVersion
    ) -> Result<CachedShape, Obstacle> {
        func failure(_ text: String) -> Result<CachedShape, Obstacle> { .failure(Obstacle(text: text)) }
        guard let content = CachedContent(of: image) else {
            return failure("the image cache needs its `checksum`; add `checksum: \"sha256:…\"`")
        }
        guard declared.openStackID == nil else {
            return failure("`naming: openstack` gives it an id that no clone can have")
        }
        guard let storage = declared.storageInstances.first, let volume = storage.volumes.first else {
            return failure("it is not one volume")
        }
        let cached = volume.cached(as: cache.volumeType, size: volume.size)
        let shape = cached.content(in: declared.cached(cached), on: product)
        if let wanted = volume.replicaCount, wanted.value < shape.replicaCount {
            return failure(
                "it has \(wanted.value) replica\(wanted.value == 1 ? "" : "s"), and cached volumes have "
                    + "\(shape.replicaCount); name another `volume_type` under `image_cache`")
        }
        return .success(
            CachedShape(
                tenant: declared.tenant, content: content, storage: storage.name, volume: volume.name,
                replicaCount: shape.replicaCount, placement: shape.placement))
    }

    /// Whether a cached volume on the array is like this.
    func fits(_ cached: CachedVolume) -> Bool {
        guard cached.app.tenant == tenant, cached.content == content, let storage = cached.app.storageInstances.first,
            let volume = storage.volumes.first
        else { return false }
        return storage.name == self.storage && volume.name == self.volume && volume.replicaCount == replicaCount
            && (placement == nil || volume.placement == placement)
    }

    /// The same for equal shapes; also their order.
    var text: String {
        "\(tenant) \(content) \(storage)/\(volume) \(replicaCount) \(placement.map { "\($0)" } ?? "-")"
    }

    /// A new cached volume.
    ///
    /// - Parameter declared: a volume that will be a clone of it.
    func desired(for declared: DesiredAppInstance, size: Gibibytes) -> DesiredAppInstance {
        guard let storage = declared.storageInstances.first, let volume = storage.volumes.first else { return declared }
        let kept = DesiredVolume(
            name: volume.name, size: Declared(size, at: declared.image?.location),
            replicaCount: Declared(replicaCount, at: declared.image?.location),
            placement: placement.map { Declared(DesiredPlacement($0), at: declared.image?.location) })
        var result = declared.cached(kept)
        result.key = content.key
        result.name = Declared(
            "\(ImageCache.namePrefix)\(content.checksum.prefix(12)).\(size.count)GiB.\(Digest.short(text, digits: 8))",
            at: declared.image?.location)
        result.address = .cachedImage(of: result.name.value)
        result.location = declared.image?.location
        result.storageInstances[0].ipPools = storage.ipPools
        result.image = declared.image
        return result
    }
}

extension DesiredVolume {
    /// The settings that a clone takes from its source, from the type of the cache where it has one.
    fileprivate func cached(as type: CachedVolumeType?, size: Declared<Gibibytes>) -> DesiredVolume {
        DesiredVolume(
            name: name, size: size, replicaCount: type.map(\.replicaCount) ?? replicaCount,
            placement: type.map(\.placement) ?? placement)
    }
}

extension DesiredAppInstance {
    /// A closed and protected app instance of this volume alone.
    fileprivate func cached(_ volume: DesiredVolume) -> DesiredAppInstance {
        DesiredAppInstance(
            key: key, tenant: tenant, name: name, protect: Declared(true),
            storageInstances: [
                DesiredStorageInstance(name: storageInstances.first?.name ?? "storage-1", volumes: [volume])
            ])
    }
}

extension DesiredPlacement {
    fileprivate init(_ placement: Placement) {
        switch placement {
        case .policy(let name): self.init(policy: name)
        case .mode(let mode): self.init(mode: mode)
        }
    }
}
