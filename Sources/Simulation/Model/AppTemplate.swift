/// A plan by which app instances are made. Later changes of it do not reach those that were made before.
struct AppTemplate: Sendable, Codable, Equatable {
    let name: String
    let tenant: TenantPath
    var descr: String?
    var storageTemplates: [StorageTemplate] = []
    var snapshotPolicies: [SnapshotPolicy] = []

    var path: String { "/app_templates/\(name)" }

    var reference: ResolvedReference { ResolvedReference(path: path, resolvedTenant: tenant) }

    var volumeTemplates: [VolumeTemplate] { storageTemplates.flatMap(\.volumeTemplates) }
}

/// The storage instance that an app template makes.
struct StorageTemplate: Sendable, Codable, Equatable {
    let name: String
    var auth = Authentication()
    var ipPool: ResolvedReference
    var volumeTemplates: [VolumeTemplate] = []
}

/// A volume that an app template makes.
struct VolumeTemplate: Sendable, Codable, Equatable {
    let name: String
    /// GiB.
    var size: Int
    var replicaCount = 3
    var placementMode = "hybrid"
    var placementPolicy: ResolvedReference
    var performancePolicy: PerformancePolicy?
    var snapshotPolicies: [SnapshotPolicy] = []
}
