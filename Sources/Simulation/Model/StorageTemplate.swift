/// The storage instance that an app template makes.
struct StorageTemplate: Sendable, Codable, Equatable {
    let name: String
    var auth = Authentication()
    var ipPool: ResolvedReference
    var volumeTemplates: [VolumeTemplate] = []
}
