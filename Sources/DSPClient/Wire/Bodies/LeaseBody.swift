internal import StorageModel

/// `POST /app_instances` for a lease: with one smallest volume, because other clients take the first storage instance and
/// its first volume for granted.
struct LeaseBody: Encodable, Sendable {
    private let name: String
    private let descr: String
    private let createMode = "normal"
    private let accessControlMode = AccessControlMode.denyAll.rawValue
    private let storageInstances = [Storage()]

    private enum CodingKeys: String, CodingKey {
        case name, descr
        case createMode = "create_mode"
        case accessControlMode = "access_control_mode"
        case storageInstances = "storage_instances"
    }

    init(name: String, record: LeaseRecord) {
        self.name = name
        descr = record.description
    }

    private struct Storage: Encodable {
        let name = "storage-1"
        let volumes = [VolumeBody(adding: VolumeContent(name: "volume-1", size: Gibibytes(1)))]
    }
}

/// `PUT /app_instances/{id}` that renews a lease.
struct LeaseUpdateBody: Encodable, Sendable {
    private let descr: String

    init(record: LeaseRecord) { descr = record.description }
}
