internal import StorageModel

/// An app template with its parts (dsp-api.md 2.12).
struct WireAppTemplate: Decodable, Sendable {
    var storageTemplates: [Storage]?

    private enum CodingKeys: String, CodingKey {
        case storageTemplates = "storage_templates"
    }

    struct Storage: Decodable, Sendable {
        var name: String
        /// They look like volumes.
        var volumeTemplates: [WireVolume]?

        private enum CodingKeys: String, CodingKey {
            case name
            case volumeTemplates = "volume_templates"
        }
    }

    /// Pool and CHAP are the template's business: nothing here is compared with them.
    var model: AppTemplate {
        AppTemplate(
            storageInstances: (storageTemplates ?? []).map { storage in
                StorageInstanceContent(
                    name: storage.name,
                    volumes: (storage.volumeTemplates ?? []).map(\.model))
            })
    }
}
