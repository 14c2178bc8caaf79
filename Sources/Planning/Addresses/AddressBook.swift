package import StorageModel

/// The resources of a stack by everything that a person may call them. The one place where a text of the command line
/// becomes addresses.
package struct AddressBook: Sendable {
    package let entries: [ResourceNames]
    private let stack: String
    /// App instances that the stack neither declares nor owns.
    private let others: [ObservedAppInstance]

    /// - Parameters:
    ///   - observed: what is on the array, which adds live names and uuids; empty where the array was not read.
    ///   - changed: addresses that a plan has besides, for instance of what `removed` lists.
    package init(_ desired: DesiredState, _ observed: [ObservedAppInstance] = [], changed: [ResourceAddress] = []) {
        stack = desired.stack
        var owned: [ResourceKey: ObservedAppInstance] = [:]
        var unowned: [Place: ObservedAppInstance] = [:]
        for app in observed where app.ownership != .lease {
            if let marker = app.marker, marker.stack == desired.stack, !marker.flags.isTrashed {
                owned[marker.key] = app
            } else {
                unowned[Place(tenant: app.tenant, name: app.name)] = app
            }
        }
        var entries: [ResourceNames] = []
        for app in desired.appInstances {
            let place = Place(tenant: app.tenant, name: app.name.value)
            let live = owned.removeValue(forKey: app.key) ?? unowned.removeValue(forKey: place)
            var names = ResourceNames(app.address, arrayNames: [app.name.value], id: live?.id, types: app.typesInUse)
            if let live { names.arrayNames.insert(live.name) }
            entries.append(names)
            entries += app.snapshots.map { ResourceNames(.snapshot(of: app.key, name: $0.name)) }
        }
        entries += owned.values.map { ResourceNames($0) }
        let shared = desired.tenants.map(\.address) + desired.initiators.map(\.address)
        entries += (shared + desired.initiatorGroups.map(\.address)).map { ResourceNames($0) }
        let known = Set(entries.compactMap(\.address))
        entries += Set(changed).subtracting(known).map { ResourceNames($0) }
        self.entries = entries.sorted(by: Self.precedes)
        others = unowned.values.sorted { ($0.tenant, $0.name) < ($1.tenant, $1.name) }
    }

    /// What a text means: an address, a key, `volume_types.KEY`, a name or uuid on the array, or any of these with `*`
    /// for any text. In the order of plans, never empty.
    ///
    /// - Parameter kind: what the verb is about; of other resources nothing is found.
    package func resources(
        called text: String, _ kind: Kind = .any
    ) throws(AddressProblem) -> [ResourceAddress] {
        let candidates = entries.filter { kind == .any || $0.address?.volumeKey != nil }
        var matches = matches(text, candidates)
        // A key means the members of `for_each`, too; a verb that removes takes the one that has the key alone.
        if kind == .volumes, !text.contains("*"), matches.contains(where: { $0.address?.volumeKey?.member == nil }) {
            matches.removeAll { $0.address?.volumeKey?.member != nil && $0.types.isDisjoint(with: [text]) }
        }
        guard !matches.isEmpty else { throw problem(text, candidates) }
        let isOfMany = text.contains("*") || text.hasPrefix("volume_types.")
        guard isOfMany || Set(matches.map(\.subject)).count == 1 else {
            throw .ambiguous(text, stack: stack, candidates: matches.map(\.shownName))
        }
        return matches.compactMap(\.address)
    }

    /// The keys of the volumes that a text means; as `resources`.
    package func volumes(called text: String) throws(AddressProblem) -> [ResourceKey] {
        try resources(called: text, .volumes).compactMap(\.volumeKey)
    }

    package enum Kind: Sendable { case any, volumes }

    private func matches(_ text: String, _ candidates: [ResourceNames]) -> [ResourceNames] {
        guard !text.contains("*") else { return candidates.filter { $0.areMeant(by: text) } }
        for certainty in ResourceNames.Certainty.allCases {
            let found = candidates.filter { $0.spellings(certainty).contains(text) }
            if !found.isEmpty { return found }
        }
        return []
    }

    private func problem(_ text: String, _ candidates: [ResourceNames]) -> AddressProblem {
        if !text.contains("*"), let other = others.first(where: { ResourceNames($0).areMeant(by: text) }) {
            return .outside(
                text, stack: stack, owner: other.marker?.stack, isTrashed: other.marker?.flags.isTrashed ?? false)
        }
        return .unknown(
            text, stack: stack, suggestion: Self.suggestion(for: text, among: candidates),
            known: candidates.map(\.shownName))
    }

    /// The spelling nearest to a text: an address for what looks like one.
    package static func suggestion(for text: String, among candidates: [ResourceNames]) -> String? {
        let isAddress = text.contains("/") || text.hasPrefix("volume_types.")
        let spellings = candidates.flatMap { names in
            isAddress ? Array(names.spellings(.address)) : Array(names.spellings(.volume)) + names.spellings(.key)
        }
        return Suggestion.nearest(to: text, among: Set(spellings).sorted())
    }

    private static func precedes(_ left: ResourceNames, _ right: ResourceNames) -> Bool {
        guard let first = left.address, let second = right.address, first != second else {
            return (left.id ?? "") < (right.id ?? "")
        }
        return first < second
    }

    private struct Place: Hashable {
        var tenant: TenantPath
        var name: String
    }
}

extension ResourceAddress {
    /// Of a volume or of an app instance with several.
    package var volumeKey: ResourceKey? {
        switch self {
        case .volume(let key), .appInstance(let key): key
        case .tenant, .initiator, .initiatorGroup, .snapshot, .cachedImage, .trashed: nil
        }
    }
}

extension DesiredAppInstance {
    /// The blocks of the manifest that supply values, as plans name them.
    fileprivate var typesInUse: Set<String> {
        var found: Set<String?> = [protect?.via, adminState?.via, declaredAccessMode?.via, template?.name.via]
        for storage in storageInstances {
            found.formUnion([storage.ipPools?.via, storage.roundRobin?.via])
            for volume in storage.volumes {
                found.formUnion([
                    volume.size.via, volume.replicaCount?.via, volume.placement?.via, volume.snapshotPolicies?.via,
                ])
                found.formUnion(volume.qos?.limits.values.map(\.via) ?? [])
                found.formUnion([volume.qos?.iopsPerGiB?.via, volume.qos?.bandwidthPerGiB?.via])
            }
        }
        return Set(found.compactMap(\.self).filter { $0.hasPrefix("volume_types.") })
    }
}
