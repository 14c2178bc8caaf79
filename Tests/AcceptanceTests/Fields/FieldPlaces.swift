import JSONSchema
import ManifestLoading
import StorageModel

/// Where keys may stand in a manifest: `volumes.*.qos.total_iops_max`, `removed[].from`.
///
/// Read from the manifest's schema, which is made of the enums that the loader reads with, so that a key without a place
/// here cannot be written down by anybody.
enum FieldPlaces {
    /// Keys that hold a value; those that only hold other keys are told by these.
    static let all: [String] = {
        var seen: Set<String> = []
        return places(in: ManifestSchema.root, at: "").filter { seen.insert($0).inserted }
    }()

    private static func places(in node: SchemaNode, at path: String) -> [String] {
        let prefix = path.isEmpty ? "" : path + "."
        var places: [String] = []
        for property in node["properties"]?.members ?? [] {
            let inner = Self.places(in: property.value, at: prefix + property.key)
            if inner.isEmpty || property.value.hasPlainForm { places.append(prefix + property.key) }
            places += inner
        }
        if let entry = node["additionalProperties"] { places += Self.places(in: entry, at: path + ".*") }
        if let item = node["items"] { places += Self.places(in: item, at: path + "[]") }
        for choice in node["anyOf"]?.items ?? [] { places += Self.places(in: choice, at: path) }
        return places
    }
}

extension SchemaNode {
    fileprivate subscript(key: String) -> SchemaNode? { members.first { $0.key == key }?.value }

    fileprivate var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    fileprivate var items: [SchemaNode] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    /// Whether something else than a mapping may stand here.
    fileprivate var hasPlainForm: Bool {
        self["anyOf"]?.items.contains { $0["properties"] == nil } ?? false
    }
}
