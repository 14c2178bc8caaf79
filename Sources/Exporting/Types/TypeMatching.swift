import ManifestLoading
package import StorageModel

/// Finds the declared type that a live volume is of: the one that says the most about it, where all that it says is so.
struct TypeMatching {
    let types: [DeclaredType]
    /// Of products from 3.3 on, placement is a policy; before, a mode.
    let hasPolicies: Bool

    struct Match {
        let type: DeclaredType
        /// What the volume says besides.
        let rest: [YAMLEntry]
        let weight: Int
    }

    /// - Parameter settings: what the volume would say without a type.
    func match(_ exported: ExportedVolume, settings: [YAMLEntry]) -> Match? {
        best(types.filter { $0.template == nil && $0.isUnderstood }.compactMap { match($0, exported, settings) })
    }

    /// The same of what is made from a template.
    func match(template: String, settings: [YAMLEntry]) -> Match? {
        best(types.filter { $0.template == template }.map { Match(type: $0, rest: settings, weight: 1) })
    }

    /// Equal weights are told apart by name, so that equal arrays give equal manifests.
    private func best(_ matches: [Match]) -> Match? {
        matches.min { ($1.weight, $0.rest.count, $0.type.key) < ($0.weight, $1.rest.count, $1.type.key) }
    }

    private func match(_ type: DeclaredType, _ exported: ExportedVolume, _ settings: [YAMLEntry]) -> Match? {
        let (storage, volume) = (exported.storage, exported.volume)
        var declared: [VolumeKey] = []
        var groups: FieldGroups = []
        func agrees(_ key: VolumeKey, _ group: FieldGroups, _ isSo: Bool?) -> Bool {
            guard let isSo else { return true }
            declared.append(key)
            groups.formUnion(group)
            return isSo
        }
        let policy = hasPolicies ? type.policy.map { volume.placement == .policy($0) } : nil
        let mode = hasPolicies ? nil : type.mode.map { volume.placement == .mode($0) }
        let pool = type.pools.isEmpty ? nil : storage.ipPool.map(type.pools.contains) ?? false
        guard agrees(.replicaCount, .replicas, type.replicaCount.map { $0 == volume.replicaCount }),
            agrees(.placementPolicy, .placement, policy), agrees(.placementMode, .placement, mode),
            agrees(.ipPool, .ipPool, pool),
            agrees(.defaultStorageName, [], type.storageName.map { $0 == storage.name }),
            agrees(.defaultVolumeName, [], type.volumeName.map { $0 == volume.name })
        else { return nil }
        guard let limits = LimitMatch(type.qos, volume, settings) else { return nil }
        groups.formUnion(limits.groups)
        if let mask = exported.app.marker?.mask, !groups.isSubset(of: mask) { return nil }
        var rest = settings.filter { entry in
            VolumeKey(rawValue: entry.key).map { !declared.contains($0) && $0 != .qos } ?? true
        }
        // What a type of OpenStack decides and this one does not say: the volume is of another type.
        let foreign: Set<String> = Set(
            [VolumeKey.replicaCount, .placementPolicy, .placementMode].map(\.rawValue))
        guard !rest.contains(where: { foreign.contains($0.key) }) else { return nil }
        if !limits.rest.isEmpty { rest.append(YAMLEntry(VolumeKey.qos, .map(limits.rest))) }
        return Match(type: type, rest: rest, weight: declared.count + type.qos.fieldCount)
    }
}

/// The limits of a volume beside those of a type.
private struct LimitMatch {
    /// What the volume has to say itself.
    private(set) var rest: [YAMLEntry] = []
    private(set) var groups: FieldGroups = []

    /// Nil when the volume is not of the type.
    init?(_ qos: DesiredQoS, _ volume: VolumeContent, _ settings: [YAMLEntry]) {
        let live = volume.performance ?? .unlimited
        let effective = qos.effective(for: volume.size)
        for (field, wanted) in effective {
            groups.formUnion([.qos, .limit(field)])
            guard live[field] != wanted.limit.value else { continue }
            guard wanted.derivation != nil, let rate = field.isBandwidth ? qos.bandwidthPerGiB : qos.iopsPerGiB,
                case .at(let value) = live[field], case .at(let most) = wanted.limit.value, value < most,
                // Cinder leaves the limit as it is when it extends a volume, and writes 1 where the type has no cap
                // (dsp-api.md C3).
                value == 1 || value.isMultiple(of: rate.value)
            else { return nil }
            rest.append(YAMLEntry(QoSKey.limit(field), .plain("\(value)")))
        }
        for entry in settings where entry.key == VolumeKey.qos.rawValue {
            guard case .map(let limits) = entry.value else { continue }
            let others = limits.filter { limit in !effective.keys.contains { $0.rawValue == limit.key } }
            guard others.allSatisfy({ $0.value == .plain("unlimited") }) else { return nil }
            rest += others
        }
        rest.sort { $0.key < $1.key }
    }
}

extension DesiredQoS {
    fileprivate var fieldCount: Int {
        limits.count + (iopsPerGiB == nil ? 0 : 1) + (bandwidthPerGiB == nil ? 0 : 1)
    }
}

extension CinderTypeList {
    /// The names of the types that live volumes are of, by app instance uuid.
    package func typeNames(
        of observed: ObservedState, defaults: [String: String], backend: String?
    ) -> [String: String] {
        let matching = TypeMatching(
            types: DeclaredType.choice(of: self, defaults: defaults, backend: backend).fitting,
            hasPolicies: observed.cluster.product.hasPlacementPolicies)
        var names: [String: String] = [:]
        for app in observed.appInstances where app.marker == nil {
            if app.exportsAsTemplate {
                names[app.id] = matching.match(template: app.templateName ?? "", settings: [])?.type.name
            } else if let volume = ExportedVolume(app) {
                let settings = ExportedSettings(app, volume.storage, volume.volume, managed: nil).entries
                names[app.id] = matching.match(volume, settings: settings)?.type.name
            }
        }
        return names
    }
}
