internal import StorageModel

/// `POST /app_instances`: the whole tree with its limits, ACLs, CHAP and marker in one request (dsp-api.md 2.3), or the
/// template that it is made from.
struct AppInstanceBody: Encodable, Sendable {
    private let name: String
    private let descr: String
    private let createMode: String
    private let uuid: String?
    private let accessControlMode: String
    private var storageInstances: [StorageInstanceBody]?
    private var template: ReferenceBody?
    private var templateOverride: TemplateOverrideBody?

    private enum CodingKeys: String, CodingKey {
        case name, descr, uuid
        case createMode = "create_mode"
        case accessControlMode = "access_control_mode"
        case storageInstances = "storage_instances"
        case template = "app_template"
        case templateOverride = "template_override"
    }

    init(_ spec: AppInstanceSpec, secrets: ResolvedSecrets) throws(MissingSecret) {
        name = spec.name
        descr = spec.marker.description
        createMode = spec.openStackID == nil ? "normal" : "openstack"
        uuid = spec.openStackID
        accessControlMode = spec.accessControlMode.rawValue
        if let name = spec.template {
            template = ReferenceBody(.appTemplate(name))
            if spec.overridesTemplate { templateOverride = TemplateOverrideBody(spec.storageInstances) }
            return
        }
        var storages: [StorageInstanceBody] = []
        for storage in spec.storageInstances {
            // The recorded schema takes `admin_state` for storage instances here, not for the app instance.
            storages.append(
                try StorageInstanceBody(
                    creating: storage, adminState: spec.adminState, chap: spec.chap[storage.name] ?? .none,
                    secrets: secrets))
        }
        storageInstances = storages
    }
}
