internal import StorageModel

/// The sizes of a new app instance that are not its template's: maps keyed by name, sizes as text (dsp-api.md 2.3).
struct TemplateOverrideBody: Encodable, Sendable {
    private let storageInstances: [String: Storage]

    private enum CodingKeys: String, CodingKey {
        case storageInstances = "storage_instances"
    }

    init(_ storages: [StorageInstanceContent]) {
        storageInstances = Dictionary(
            storages.map { storage in
                let volumes = storage.volumes.map { ($0.name, Volume(size: "\($0.size.count)")) }
                return (storage.name, Storage(volumes: Dictionary(volumes) { first, _ in first }))
            }, uniquingKeysWith: { first, _ in first })
    }

    private struct Storage: Encodable {
        let volumes: [String: Volume]
    }

    private struct Volume: Encodable {
        let size: String
    }
}
