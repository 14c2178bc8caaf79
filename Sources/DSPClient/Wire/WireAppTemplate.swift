internal import StorageModel

/// An app template with its parts (dsp-api.md 2.12).
struct WireAppTemplate: Decodable, Sendable {
    var storageTemplates: [Storage]?
    var snapshotPolicies: [WireSnapshotPolicy]?

    private enum CodingKeys: String, CodingKey {
        case storageTemplates = "storage_templates"
        case snapshotPolicies = "snapshot_policies"
    }

    struct Storage: Decodable, Sendable {
        var name: String
        var ipPool: WireReference?
        var auth: WireAuthentication?
        /// They look like volumes.
        var volumeTemplates: [WireVolume]?

        private enum CodingKeys: String, CodingKey {
            case name, auth
            case ipPool = "ip_pool"
            case volumeTemplates = "volume_templates"
        }
    }

    var model: AppTemplate {
        AppTemplate(
            storageInstances: (storageTemplates ?? []).map { storage in
                StorageInstanceContent(
                    name: storage.name, ipPool: storage.ipPool?.name, authentication: storage.auth?.model ?? .none,
                    volumes: (storage.volumeTemplates ?? []).map(\.model))
            }, snapshotPolicies: (snapshotPolicies ?? []).compactMap(\.model))
    }
}
