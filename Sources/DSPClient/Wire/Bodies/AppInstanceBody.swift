internal import StorageModel

/// `POST /app_instances`: the whole tree with its limits, ACLs, CHAP and marker in one request (dsp-api.md 2.3).
struct AppInstanceBody: Encodable, Sendable {
    private let name: String
    private let descr: String
    private let createMode = "normal"
    private let accessControlMode: String
    private let storageInstances: [StorageInstanceBody]

    private enum CodingKeys: String, CodingKey {
        case name, descr
        case createMode = "create_mode"
        case accessControlMode = "access_control_mode"
        case storageInstances = "storage_instances"
    }

    init(_ blueprint: AppInstanceBlueprint, secrets: ResolvedSecrets) throws(MissingSecret) {
        name = blueprint.name
        descr = blueprint.marker.description
        accessControlMode = blueprint.accessControlMode.rawValue
        var storages: [StorageInstanceBody] = []
        for storage in blueprint.storageInstances {
            // The recorded schema takes `admin_state` for storage instances here, not for the app instance.
            storages.append(
                try StorageInstanceBody(creating: storage, adminState: blueprint.adminState, secrets: secrets))
        }
        storageInstances = storages
    }
}
