internal import StorageModel

/// An app template with its parts (dsp-api.md 2.12).
struct WireAppTemplate: JSONReadable {
    var storageTemplates: [Storage]?
    var snapshotPolicies: [WireSnapshotPolicy]?

    private enum Key: String, CaseIterable {
        case storageTemplates = "storage_templates"
        case snapshotPolicies = "snapshot_policies"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .storageTemplates: storageTemplates = try reader.optional()
            case .snapshotPolicies: snapshotPolicies = try reader.optional()
            }
        }
    }

    struct Storage: JSONReadable {
        var name: String
        var ipPool: WireReference?
        var auth: WireAuthentication?
        /// They look like volumes.
        var volumeTemplates: [WireVolume]?

        private enum Key: String, CaseIterable {
            case name, auth
            case ipPool = "ip_pool"
            case volumeTemplates = "volume_templates"
        }

        private static let keys = JSONKeys<Key>()

        init(from reader: inout JSONReader) throws(JSONReadingError) {
            let start = try reader.enterObject()
            var name: String?
            while let key = try reader.next(Self.keys) {
                switch key {
                case .name: name = try String(from: &reader)
                case .ipPool: ipPool = try reader.optional()
                case .auth: auth = try reader.optional()
                case .volumeTemplates: volumeTemplates = try reader.optional()
                }
            }
            self.name = try reader.required(name, "name", of: start)
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
