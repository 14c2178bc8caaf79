internal import StorageModel

/// `POST /app_instances` with a source to copy, in place of a tree (dsp-api.md 2.3).
struct CloneBody: Encodable, Sendable {
    private let name: String
    private let descr: String
    private let createMode: String
    private let accessControlMode: String
    private var appInstance: ReferenceBody?
    private var volume: ReferenceBody?
    private var snapshot: ReferenceBody?

    private enum CodingKeys: String, CodingKey {
        case name, descr
        case createMode = "create_mode"
        case accessControlMode = "access_control_mode"
        case appInstance = "clone_src"
        case volume = "clone_volume_src"
        case snapshot = "clone_snapshot_src"
    }

    /// - Parameter spec: with a source whose path is known.
    init(_ spec: CloneSpec) {
        name = spec.name
        descr = spec.marker.description
        createMode = spec.createMode
        accessControlMode = spec.accessControlMode.rawValue
        switch spec.source {
        case .appInstance(let source): appInstance = ReferenceBody(.appInstance(source.id))
        case .volume(let source): volume = ReferenceBody(.volume(source))
        case .snapshot(let source): snapshot = ReferenceBody(.snapshot(source))
        case .namedSnapshot(let source): snapshot = ReferenceBody(.snapshots(of: source.owner))
        }
    }
}

/// `{path}`: points at another object.
struct ReferenceBody: Encodable, Sendable {
    let path: String

    init(_ path: APIPath) { self.path = path.description }
}

/// `PUT .../int_ecosystem_data`, which merges (dsp-api.md 2.14).
struct EcosystemDataBody: Encodable, Sendable {
    let data: [String: String]
}
