import Diagnostics
import StorageModel

/// The keys of `image_cache`.
package enum ImageCacheKey: String, FieldKey {
    case enabled
    case volumeType = "volume_type"
    case maxVolumes = "max_volumes"
    case maxSize = "max_size"
}

/// `image_cache: {enabled, volume_type, max_volumes, max_size}`. The block alone switches the cache on.
struct ImageCacheDeclaration {
    private let isEnabled: Declared<Bool>
    private let volumeType: Declared<String>?
    private let maxVolumes: Declared<Int>?
    private let maxSize: Declared<Gibibytes>?

    init?(_ reader: ValueReader) {
        guard let fields = Fields<ImageCacheKey>(reader, of: "`image_cache`", acceptsNull: true) else { return nil }
        isEnabled = fields[.enabled]?.declared { $0.boolean() } ?? Declared(true, at: reader.node.location)
        volumeType = fields[.volumeType]?.declared { $0.text() }
        maxVolumes = fields[.maxVolumes]?.declared { $0.integer(in: Self.volumes) }
        maxSize = fields[.maxSize]?.declared { $0.size() }
    }

    /// How many volumes a limit may allow.
    static let volumes = 1...4096

    /// With the settings of its volume type. What Cinder calls `datera_enable_image_cache` and
    /// `datera_image_cache_volume_type_id` means the same.
    func resolved(in declaration: StackDeclaration, _ collector: DiagnosticCollector) -> DesiredImageCache {
        let type = volumeType.flatMap { declaration.volumeTypes.value(for: $0, reporting: collector) }
            .map { $0.over(declaration.header.defaults.settings) }
        return DesiredImageCache(
            isEnabled: isEnabled,
            volumeType: type.map { CachedVolumeType(replicaCount: $0.replicaCount, placement: $0.placement) },
            maxVolumes: maxVolumes, maxSize: maxSize)
    }
}
