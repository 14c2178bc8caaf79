/// Where an app instance's metadata is: the endpoint was renamed with product 3.3 (dsp-api.md 2.14, Q11).
package enum MetadataStore: Sendable, Hashable, Encodable {
    /// `metadata`, a flat map.
    case plain
    /// `int_ecosystem_data`, the map inside `data`.
    case ecosystem
}

/// The keys that this tool writes there.
package enum MetadataKey {
    /// All keys of the tool's own begin so.
    package static let ownPrefix = "da."

    /// Whether it is the tool's own, and no manifest's.
    package static func isOwn(_ key: String) -> Bool { key.hasPrefix(ownPrefix) }

    /// What `description:` says in a manifest.
    package static let humanDescription = "description"
    /// Keys and values of one app instance together (dsp-api.md 2.14).
    package static let maximumSize = 2_048

    /// In bytes.
    package static func size(of values: [String: String]) -> Int {
        values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    }

    /// The description that a person had written before the volume was adopted.
    package static let description = "da.descr"
    /// The full name of what is in the trash.
    package static let name = "da.name"
    /// The admin state of what is in the trash, before it was put there.
    package static let adminState = "da.state"
    /// What it was made a copy of.
    package static let origin = "da.clone"
    /// The image that was written to it.
    package static let image = "da.image"

    /// Says that a declared snapshot has been asked for: one that is gone since must not be taken anew, with other
    /// data.
    package static func snapshot(_ name: String) -> String { snapshotPrefix + name }

    /// Nil for any other key.
    package static func snapshotName(in key: String) -> String? {
        key.hasPrefix(snapshotPrefix) ? String(key.dropFirst(snapshotPrefix.count)) : nil
    }

    private static let snapshotPrefix = "da.snap."
}
