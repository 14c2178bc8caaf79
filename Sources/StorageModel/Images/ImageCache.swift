/// What `image_cache` of a manifest says: whether volumes with an image are clones of cached volumes, and how many of
/// those there may be. A manifest without it has no cache.
package struct DesiredImageCache: Sendable, Equatable {
    package var isEnabled: Declared<Bool>
    /// What the cached volumes take from the volume type that is named for them; nil makes each like the volume that is
    /// its first clone.
    package var volumeType: CachedVolumeType?
    /// How many cached volumes the array may hold, whoever filled them; nil for any number.
    package var maxVolumes: Declared<Int>?
    /// The sum of their sizes, without replicas; nil for any.
    package var maxSize: Declared<Gibibytes>?

    package init(
        isEnabled: Declared<Bool>, volumeType: CachedVolumeType? = nil, maxVolumes: Declared<Int>? = nil,
        maxSize: Declared<Gibibytes>? = nil
    ) {
        self.isEnabled = isEnabled
        self.volumeType = volumeType
        self.maxVolumes = maxVolumes
        self.maxSize = maxSize
    }
}

/// The settings of a volume type that a clone takes from its source.
package struct CachedVolumeType: Sendable, Equatable {
    package var replicaCount: Declared<Int>?
    package var placement: Declared<DesiredPlacement>?

    package init(replicaCount: Declared<Int>? = nil, placement: Declared<DesiredPlacement>? = nil) {
        self.replicaCount = replicaCount
        self.placement = placement
    }
}

/// The image cache belongs to no stack: every run recognises a cached volume by its marker, whichever stack filled it.
package enum ImageCache {
    /// In place of a stack's name, in markers and in the name of the lease that a run holds while it fills or prunes the
    /// cache. No stack can be called so.
    package static let owner = "_images"
    /// What the names of its volumes begin with.
    package static let namePrefix = "datera-apply.image."
}

/// The content of a cached volume: the verified checksum of the file as it is published, and how the file was read.
/// Two images with the same content fill equal volumes.
package struct CachedContent: Hashable, Sendable, Encodable, CustomStringConvertible {
    /// The first digits of the SHA-256, as many as a marker has room for: 160 bits.
    package var checksum: String
    /// Nil where the file's own header decides.
    package var format: ImageFormat?

    private static let digits = 40
    private static let undeclared = "auto"

    /// Nil for an image without a `checksum`: only that says before any byte is read what the volume will hold.
    package init?(of image: DesiredImage) {
        guard case .sha256(let digits) = image.checksum else { return nil }
        checksum = String(digits.prefix(Self.digits))
        format = image.format
    }

    /// Nil for the key of anything else.
    package init?(key: ResourceKey) {
        guard let member = key.member, Digest.isHex(key.name, length: Self.digits) else { return nil }
        checksum = key.name
        guard member != Self.undeclared else { return }
        guard let format = ImageFormat(rawValue: member) else { return nil }
        self.format = format
    }

    /// What the marker of the cached volume says.
    package var key: ResourceKey { ResourceKey(checksum, member: format?.rawValue ?? Self.undeclared) }

    package var description: String { key.markerID }
}

/// A volume of the image cache on the array.
package struct CachedVolume: Sendable, Equatable {
    package var app: ObservedAppInstance
    package var marker: Marker
    package var content: CachedContent

    /// Nil for any other app instance, and for one whose structure is no cached volume's.
    package init?(_ app: ObservedAppInstance) {
        guard let marker = app.marker, marker.stack == ImageCache.owner, !marker.flags.isTrashed,
            let content = CachedContent(key: marker.key), app.storageInstances.count == 1,
            app.storageInstances[0].volumes.count == 1
        else { return nil }
        self.app = app
        self.marker = marker
        self.content = content
    }

    /// How plans call it.
    package var address: ResourceAddress { .cachedImage(of: app.name) }

    package var size: Gibibytes { app.storageInstances.first?.volumes.first?.size ?? Gibibytes(0) }

    /// Whether it holds its whole image, compared with the file.
    package var isComplete: Bool { !marker.flags.isImageUnfinished && !marker.flags.isBeingBuilt }

    /// Why it must not be cloned although it is complete; nil when it may. A cached volume that an initiator may write to
    /// may hold anything by now.
    package var objection: String? {
        let storage = app.storageInstances.first
        let isOpen =
            storage.map { storage in
                !storage.initiators.isEmpty || !storage.groups.isEmpty || !storage.foreign.isEmpty
                    || !storage.inheritedGroups.isEmpty || storage.accessControlMode == .allowAll
            } ?? true
        if isOpen { return "it lets initiators in" }
        if !app.activeInitiators.isEmpty { return "initiators are connected to it" }
        if app.adminState == .offline || marker.flags.hasOpenWindow { return "it is offline" }
        return app.isSeeding ? "its data is still being copied" : nil
    }
}

extension ObservedState {
    /// The volumes of the image cache, by name.
    package var cachedVolumes: [CachedVolume] {
        appInstances.compactMap { CachedVolume($0) }.sorted {
            ($0.app.tenant, $0.app.name) < ($1.app.tenant, $1.app.name)
        }
    }

    /// How many app instances are clones of a cached volume.
    package func clones(of cached: CachedVolume) -> Int {
        appInstances.count { $0.cloneSource == cached.app.id || $0.cloneSource == cached.app.name }
    }
}
