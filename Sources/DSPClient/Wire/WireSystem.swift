internal import StorageModel

/// The array itself (dsp-api.md 2.1).
struct WireSystem: JSONReadable {
    var uuid: String?
    var name: String?
    var softwareVersion: String?
    var totalCapacity: WireInteger?
    var availableCapacity: WireInteger?
    var provisionedCapacity: WireInteger?

    private enum Key: String, CaseIterable {
        case uuid, name
        case softwareVersion = "sw_version"
        case totalCapacity = "total_capacity"
        case availableCapacity = "available_capacity"
        case provisionedCapacity = "total_provisioned_capacity"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .uuid: uuid = try reader.optional()
            case .name: name = try reader.optional()
            case .softwareVersion: softwareVersion = try reader.optional()
            case .totalCapacity: totalCapacity = try reader.optional()
            case .availableCapacity: availableCapacity = try reader.optional()
            case .provisionedCapacity: provisionedCapacity = try reader.optional()
            }
        }
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
