internal import StorageModel

/// The array itself (dsp-api.md 2.1).
struct WireSystem: Decodable, Sendable {
    var uuid: String?
    var name: String?
    var softwareVersion: String?

    private enum CodingKeys: String, CodingKey {
        case uuid, name
        case softwareVersion = "sw_version"
    }

    func model(api: APIVersion) -> ObservedCluster {
        ObservedCluster(
            uuid: uuid ?? "", name: name ?? "", product: ProductVersion(softwareVersion ?? ""), api: api)
    }
}
