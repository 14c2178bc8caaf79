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
