import ManifestLoading
import StorageModel

/// What the drivers of exported volumes go on changing by themselves, as entries of `ignore`.
struct DriverIgnores {
    private struct Entry: Hashable {
        var fields: [String]
        var creator: VolumeCreator
    }

    private static let changed: FieldGroups = [.size, .attachments, .chap]

    /// By address.
    private var entries: [(address: String, entry: Entry)] = []
    private var addresses: [String] = []

    /// What a driver changes and the stack does not manage: what is in a marker was declared without being ignored.
    static func fields(of app: ObservedAppInstance) -> FieldGroups {
        guard VolumeCreator(of: app) != .other else { return [] }
        return changed.subtracting(app.marker?.mask ?? [])
    }

    mutating func add(_ app: ObservedAppInstance, at address: String) {
        addresses.append(address)
        let fields = Self.fields(of: app)
        guard !fields.isEmpty else { return }
        entries.append((address, Entry(fields: fields.names, creator: VolumeCreator(of: app))))
    }

    /// One entry for all of a kind where it says the same of all.
    var values: [YAMLValue] {
        var result: [YAMLValue] = []
        for kind in ["volume/", "app_instance/"] {
            // By address, because an export after an adoption meets them in another order.
            let own = entries.filter { $0.address.hasPrefix(kind) }.sorted { $0.address < $1.address }
            let all = addresses.count { $0.hasPrefix(kind) }
            let fields = Set(own.map(\.entry.fields))
            if own.count == all, fields.count == 1, let first = own.first {
                let creators = Set(own.map(\.entry.creator)).map(\.name).sorted().joined(separator: " or ")
                result.append(Self.value(kind + "*", first.entry.fields, creators))
            } else {
                result += own.map { Self.value($0.address, $0.entry.fields, $0.entry.creator.name) }
            }
        }
        return result
    }

    /// What stands above them.
    var comment: [String] {
        let names = Set(entries.map(\.entry.creator)).map(\.name).sorted().joined(separator: " and ")
        return [
            "Left to \(names): size and access, which change when a user extends, attaches or detaches a volume.",
            "To manage one of these fields here, take it out of `fields`, and declare it as it is to be.",
        ]
    }

    private static func value(_ match: String, _ fields: [String], _ creator: String) -> YAMLValue {
        .map([
            YAMLEntry(IgnoreKey.match, .text(match)),
            YAMLEntry(IgnoreKey.fields, .list(fields.map { .text($0) })),
            YAMLEntry(IgnoreKey.reason, .text("managed by \(creator)")),
        ])
    }
}
