import Planning
import StorageModel

/// Which entries of a drift report read the same.
struct DriftFolding {
    struct Fold {
        /// In the order of addresses.
        var entries: [DriftEntry]

        /// The address, or how many there are, of which type and size.
        var title: String {
            guard entries.count > 1 else { return entries[0].address.shown }
            let kind = String(entries[0].address.description.prefix { $0 != "/" })
            let size = entries.compactMap(\.size?.count).reduce(0, +)
            return ResourceCount(kind, entries.count).text
                + (entries[0].volumeType.map { ", type \($0.shown(limit: 100))" } ?? "")
                + (size > 0 ? ", \(Gibibytes(size).rounded) in all" : "")
        }
    }

    /// In the order of first members, an entry by itself as a fold of one.
    let folds: [Fold]

    init(_ entries: [DriftEntry], isOff: Bool = false) {
        var members: [Likeness: [DriftEntry]] = [:]
        var order: [Likeness] = []
        for entry in entries {
            let likeness = Likeness(entry, isAlone: isOff)
            if members[likeness] == nil { order.append(likeness) }
            members[likeness, default: []].append(entry)
        }
        folds = order.flatMap { likeness -> [Fold] in
            let entries = members[likeness] ?? []
            return entries.count >= ChangeFolding.smallest
                ? [Fold(entries: entries)] : entries.map { Fold(entries: [$0]) }
        }
    }

    private struct Likeness: Hashable {
        var address: ResourceAddress?
        var resource: Substring
        var kind: DriftEntry.Kind
        var note: String?
        var volumeType: String?
        var fields: [Values]

        struct Values: Hashable {
            var path: FieldPath
            var live: FieldValue?
            var desired: FieldValue?
        }

        init(_ entry: DriftEntry, isAlone: Bool) {
            address = isAlone ? entry.address : nil
            resource = entry.address.description.prefix { $0 != "/" }
            kind = entry.kind
            note = entry.note
            volumeType = entry.volumeType
            fields = entry.fields.map { Values(path: $0.path, live: $0.from, desired: $0.to) }
        }
    }
}
