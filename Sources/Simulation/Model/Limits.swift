/// How much of everything one cluster holds.
struct Limits: Sendable {
    let appInstances: Int
    let storageInstances: Int
    let storageInstancesPerApp: Int
    let volumes: Int
    let volumesPerStorage: Int
    let snapshots: Int
    let snapshotsPerVolume: Int
    let initiators: Int
    let tenants: Int
    let checksCapacity: Bool

    /// The tool kit's table for 3.0; it says 2,096 storage instances, which 4,096 app instances make a slip for 4,096.
    static let product = Limits(
        appInstances: 4_096, storageInstances: 4_096, storageInstancesPerApp: 256, volumes: 4_096,
        volumesPerStorage: 256, snapshots: 16_384, snapshotsPerVolume: 256, initiators: 512, tenants: 64,
        checksCapacity: true)

    static let none = Limits(
        appInstances: .max, storageInstances: .max, storageInstancesPerApp: .max, volumes: .max,
        volumesPerStorage: .max, snapshots: .max, snapshotsPerVolume: .max, initiators: .max, tenants: .max,
        checksCapacity: false)
}

extension Refusal {
    static func limitReached(_ what: String, _ limit: Int) -> Refusal {
        .invalidRequest("The maximum number of \(what) (\(limit)) has been reached.")
    }
}
