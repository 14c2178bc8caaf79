struct StorageNode: Sendable, Codable, Equatable {
    let uuid: String
    let name: String
    var adminState: String
    let totalCapacity: Int

    var path: String { "/storage_nodes/\(uuid)" }
}
