struct StorageNode: Sendable, Codable, Equatable {
    let uuid: String
    let name: String
    var adminState: String
    /// Whether somebody has taken note of its not being online.
    var isAlertCleared = false
    let totalCapacity: Int

    var path: String { "/storage_nodes/\(uuid)" }
}
