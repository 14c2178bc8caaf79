/// A path below `/app_instances`, followed as far as the app instance; the rest is followed on demand.
struct StoragePlace {
    let app: AppInstance
    private let segments: [String]

    init(_ path: String, in state: ArrayState, _ tenant: TenantPath) throws(Refusal) {
        segments = path.split(separator: "/").map { String($0) }
        guard segments.count > 1, segments[0] == "app_instances" else { throw .absent("The object at", path) }
        app = try state.appInstance(segments[1], in: tenant)
    }

    /// The name that follows the collection's segment, as `volumes` in `.../volumes/volume-1`.
    private func name(after collection: String) throws(Refusal) -> String {
        guard let index = segments.lastIndex(of: collection), index + 1 < segments.count else {
            throw .validationFailed("/\(segments.joined(separator: "/")) is not a path to one of \(collection)")
        }
        return segments[index + 1]
    }

    func storageInstance() throws(Refusal) -> StorageInstance {
        app.storageInstances[try app.storageIndex(try name(after: "storage_instances"))]
    }

    func volume() throws(Refusal) -> Volume {
        let storage = try storageInstance()
        return storage.volumes[try storage.volumeIndex(try name(after: "volumes"))]
    }

    /// A snapshot of a volume, or of the whole app instance, that the array itself keeps.
    func snapshot() throws(Refusal) -> Snapshot {
        let key = try name(after: "snapshots")
        let snapshots = segments.contains("volumes") ? try volume().snapshots : app.snapshots
        guard let found = snapshots.first(where: { $0.utcTs == key && $0.isLocal }) else {
            throw .absent("Snapshot", key)
        }
        return found
    }
}
