/// The one POST that makes an app instance a copy of something.
///
/// A clone carries the storage instances and volumes of its source with names, size, replicas and placement, and none of
/// its access list, limits and policies (dsp-api.md 2.3).
package struct CloneSpec: Sendable, Hashable, Encodable {
    package enum Source: Sendable, Hashable, Encodable {
        case appInstance(AppInstanceReference)
        case volume(VolumeReference)
        case snapshot(SnapshotReference)
        /// One whose time stamp is not known yet, because it is still to be taken.
        case namedSnapshot(NamedSnapshot)

        package var app: AppInstanceReference {
            switch self {
            case .appInstance(let app): app
            case .volume(let volume): volume.storage.app
            case .snapshot(let snapshot): snapshot.owner.app
            case .namedSnapshot(let snapshot): snapshot.owner.app
            }
        }
    }

    package var tenant: TenantPath
    package var name: String
    /// With flag b: nothing but the copy is there so far.
    package var marker: Marker
    package var accessControlMode: AccessControlMode
    /// That of the source: the DSP may refuse to clone what another driver made (dsp-api.md 2.3).
    package var createMode: String
    package var source: Source
    /// The content of the cached image that it is a copy of; nil for a copy of anything else.
    package var image: CachedContent?
    /// What the copy is expected to be. If it is not, the steps that follow were planned for something else.
    package var copy: [StorageInstanceContent]
    /// Whether sizes may be smaller than expected: a snapshot has those of its time. Steps that extend it follow.
    package var mayBeSmaller: Bool

    package init(
        tenant: TenantPath, name: String, marker: Marker, accessControlMode: AccessControlMode,
        createMode: String = "normal", source: Source, image: CachedContent? = nil,
        copy: [StorageInstanceContent], mayBeSmaller: Bool = false
    ) {
        self.tenant = tenant
        self.name = name
        self.marker = marker
        self.accessControlMode = accessControlMode
        self.createMode = createMode
        self.source = source
        self.image = image
        self.copy = copy
        self.mayBeSmaller = mayBeSmaller
    }
}
