/// What a snapshot is taken of: one volume, or all volumes of an app instance at one moment.
package enum SnapshotOwner: Sendable, Hashable, Encodable {
    case volume(VolumeReference)
    case appInstance(AppInstanceReference)

    package var app: AppInstanceReference {
        switch self {
        case .volume(let volume): volume.storage.app
        case .appInstance(let app): app
        }
    }

    /// The snapshots of this owner in its app instance; nil when it has no such volume.
    package func snapshots(in live: ObservedAppInstance) -> [ObservedSnapshot]? {
        switch self {
        case .appInstance: live.groupSnapshots
        case .volume(let volume):
            live.paths.first { $0 == volume.path }.map { live.snapshots(of: $0) }
        }
    }

    /// The same in another app instance, or in the same one under its uuid.
    package func moved(to app: AppInstanceReference) -> SnapshotOwner {
        switch self {
        case .appInstance: .appInstance(app)
        case .volume(let volume):
            .volume(
                VolumeReference(
                    storage: StorageInstanceReference(app: app, name: volume.storage.name), name: volume.name))
        }
    }
}
