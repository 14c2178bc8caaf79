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
    /// Whether a type that the manifest does not declare is left out with a warning.
    private let toleratesUnknownType: Bool

    init?(_ reader: ValueReader) {
        guard let fields = Fields<ImageCacheKey>(reader, of: "`image_cache`", acceptsNull: true) else { return nil }
        isEnabled = fields[.enabled]?.declared { $0.boolean() } ?? Declared(true, at: reader.node.location)
        volumeType = fields[.volumeType]?.declared { $0.text() }
        maxVolumes = fields[.maxVolumes]?.declared { $0.integer(in: Self.volumes) }
        maxSize = fields[.maxSize]?.declared { $0.size() }
        toleratesUnknownType = false
    }

    /// What a cinder.conf says, which is not written for one manifest.
    init(_ isEnabled: Declared<Bool>, volumeType: Declared<String>?) {
        self.isEnabled = isEnabled
        self.volumeType = volumeType
        (maxVolumes, maxSize) = (nil, nil)
        toleratesUnknownType = true
    }

    /// How many volumes a limit may allow.
    static let volumes = 1...4096

    /// With the settings of its volume type.
    func resolved(in declaration: StackDeclaration, _ collector: DiagnosticCollector) -> DesiredImageCache {
        let type = volumeType.flatMap { settings(of: $0, declaration, collector) }
            .map { $0.over(declaration.header.defaults.settings) }
        return DesiredImageCache(
            isEnabled: isEnabled,
            volumeType: type.map { CachedVolumeType(replicaCount: $0.replicaCount, placement: $0.placement) },
            maxVolumes: maxVolumes, maxSize: maxSize)
    }

    private func settings(
        of type: Declared<String>, _ declaration: StackDeclaration, _ collector: DiagnosticCollector
    ) -> VolumeSettings? {
        guard toleratesUnknownType, !declaration.volumeTypes.knows(type.value) else {
            return declaration.volumeTypes.value(for: type, reporting: collector)
        }
        collector.report(
            Diagnostic(
                .warning, "the manifest has no volume type \(type.value.quoted), which is that of cached images here",
                at: type.location,
                hint:
                    "write `image_cache: {volume_type: NAME}` into the manifest; until then a cached image has replicas "
                    + "and placement of the volume that needs it"))
        return nil
    }
}
