internal import StorageModel

/// The array itself (dsp-api.md 2.1).
struct WireSystem: Decodable, Sendable {
    var uuid: String?
    var name: String?
    var softwareVersion: String?
    var totalCapacity: WireInteger?
    var availableCapacity: WireInteger?
    var provisionedCapacity: WireInteger?

    private enum CodingKeys: String, CodingKey {
        case uuid, name
        case softwareVersion = "sw_version"
        case totalCapacity = "total_capacity"
        case availableCapacity = "available_capacity"
        case provisionedCapacity = "total_provisioned_capacity"
    }

    /// The wire counts bytes; clients divide by 2^30 (dsp-api.md 2.1).
    var capacity: ArrayCapacity? {
        guard let totalCapacity, let availableCapacity, let provisionedCapacity else { return nil }
        func gibibytes(_ bytes: WireInteger) -> Gibibytes { Gibibytes(bytes.value >> 30) }
        return ArrayCapacity(
            total: gibibytes(totalCapacity), available: gibibytes(availableCapacity),
            provisioned: gibibytes(provisionedCapacity))
    }

    func model(api: APIVersion) -> ObservedCluster {
        ObservedCluster(
            uuid: uuid ?? "", name: (name ?? "").shown(limit: 100), product: ProductVersion(softwareVersion ?? ""),
            api: api)
    }
}
