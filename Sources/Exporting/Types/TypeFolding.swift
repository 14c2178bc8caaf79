import ManifestLoading
import StorageModel

/// Folds settings that at least three volumes share into volume types: also where a limit is not the same but grows
/// with the size.
struct TypeFolding {
    /// One volume, or what an entry has for all its members.
    struct Item {
        var settings: [YAMLEntry]
        /// Nil where a template decides.
        var size: Gibibytes?
        var limits: PerformanceLimits?
    }

    private(set) var types: [YAMLEntry] = []
    /// What is left of each volume's settings, in the order given: its type, or all of them.
    private(set) var bodies: [[YAMLEntry]]

    private static let least = 3
    private static let rates: [(field: QoSField, key: QoSKey)] = [
        (.totalIOPS, .iopsPerGB), (.totalBandwidth, .bandwidthPerGB),
    ]

    private struct Group {
        var settings: [YAMLEntry]
        var members: [Int]
        /// Counts before another that is as large.
        var isRated: Bool

        func isBefore(_ other: Group) -> Bool {
            if members.count != other.members.count { return members.count > other.members.count }
            if isRated != other.isRated { return isRated }
            return YAMLValue.map(settings).flow < YAMLValue.map(other.settings).flow
        }
    }

    /// - Parameter names: of the types that there are already.
    init(_ items: [Item], names: inout ExportNames) {
        bodies = items.map(\.settings)
        var isFree = items.map { !$0.settings.isEmpty }
        var found: [Group] = []
        // Rates first: where they fit three sizes, equal limits of some volumes are equal sizes.
        for fields in [Self.rates, [Self.rates[0]], [Self.rates[1]], []] {
            let candidates = items.enumerated().compactMap { index, item in
                isFree[index] ? Self.settings(of: item, by: fields).map { (index, $0) } : nil
            }
            for (settings, members) in Dictionary(grouping: candidates, by: \.1) {
                let places = members.map(\.0)
                let count = fields.isEmpty ? places.count : Set(places.map { items[$0].size?.count ?? 0 }).count
                guard count >= Self.least else { continue }
                found.append(Group(settings: settings, members: places, isRated: !fields.isEmpty))
                for place in places { isFree[place] = false }
            }
        }
        for group in found.sorted(by: { $0.isBefore($1) }) {
            let name = names.key(for: TypeName.text(of: group.settings))
            types.append(YAMLEntry(name, .map(group.settings)))
            for place in group.members { bodies[place] = [YAMLEntry(VolumeKey.type, .text(name))] }
        }
    }

    /// With rates in place of these limits; nil where one of them is none, or no whole rate.
    private static func settings(
        of item: Item, by fields: [(field: QoSField, key: QoSKey)]
    ) -> [YAMLEntry]? {
        var settings = item.settings
        for (field, key) in fields {
            guard let size = item.size?.count, case .at(let limit)? = item.limits?[field], limit > 1,
                limit.isMultiple(of: size),
                let place = settings.firstIndex(where: { $0.key == VolumeKey.qos.rawValue }),
                case .map(var limits) = settings[place].value,
                let entry = limits.firstIndex(where: { $0.key == field.rawValue })
            else { return nil }
            limits[entry] = YAMLEntry(key, .plain("\(limit / size)"))
            settings[place].value = .map(limits)
        }
        return settings
    }
}
