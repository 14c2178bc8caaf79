/// The paths of the tree that `ArrayClient.makeVolume` makes.
enum Paths {
    static func storage(_ app: String) -> String { "/app_instances/\(app)/storage_instances/storage-1" }
    static func volume(_ app: String) -> String { storage(app) + "/volumes/volume-1" }
}
