import ManifestLoading
import StorageModel

/// A volume type of OpenStack as a type of the manifest: what it says, and what has to be said in a comment.
struct DeclaredType {
    let key: String
    let name: String
    private(set) var comments: [String] = []
    private(set) var replicaCount: Int?
    private(set) var policy: String?
    private(set) var mode: PlacementMode?
    private(set) var pools: [String] = []
    private(set) var roundRobin: Bool?
    private(set) var storageName: String?
    private(set) var volumeName: String?
    private(set) var template: String?
    private(set) var qos = DesiredQoS()
    /// Whether it has an extra spec of Datera's.
    let isForDatera: Bool
    /// Whether all of them make sense: of the others no volume is known to be.
    private(set) var isUnderstood = true
    /// `volume_backend_name`; nil where any backend will do.
    let backend: String?

    private static let prefix = "DF:"

    /// - Parameter defaults: of the driver, for what the type does not say.
    init(_ type: CinderVolumeType, key: String, defaults: [String: String]) {
        self.key = key
        name = type.name
        if key != type.name { comments.append("in OpenStack: \(type.name)") }
        if !type.isPublic { comments.append("not public in OpenStack") }
        if type.isEncrypted { comments.append("encrypted in OpenStack: Datera's driver does not support that") }
        let own = type.specs.filter { $0.key.hasPrefix(Self.prefix) }
        isForDatera = !own.isEmpty
        backend = type.specs["volume_backend_name"]
        let specs = Dictionary(
            uniqueKeysWithValues: own.map { (String($0.key.dropFirst(Self.prefix.count)), $0.value) })
        for (spec, value) in specs.merging(defaults, uniquingKeysWith: { own, _ in own }).sorted(by: { $0.key < $1.key }
        ) {
            if !set(spec, value.trimmed) {
                isUnderstood = false
                comments.append("not understood: \(Self.prefix)\(spec)=\(value)")
            }
        }
        for (spec, value) in type.specs.sorted(by: { $0.key < $1.key }) where !spec.hasPrefix(Self.prefix) {
            comments.append("\(spec)=\(value)")
        }
        if template != nil { leaveToTemplate() }
    }

    private mutating func set(_ spec: String, _ value: String) -> Bool {
        if let key = QoSKey(rawValue: spec) { return set(key, value) }
        switch VolumeKey(rawValue: spec) {
        case .replicaCount:
            replicaCount = Int(value).flatMap { VolumeSetting.replicaLimits.contains($0) ? $0 : nil }
            return replicaCount != nil
        case .placementPolicy:
            policy = NameRule.name.accepts(value) ? value : nil
            return policy != nil
        case .placementMode:
            mode = PlacementMode(rawValue: value)
            return mode != nil
        case .ipPool:
            pools = value.split(separator: ",").map { String($0).trimmed }
            return !pools.isEmpty && pools.allSatisfy(NameRule.name.accepts)
        case .roundRobin:
            roundRobin = ["true", "<is> true"].contains(value.lowercased()) ? true : nil
            return roundRobin == true || ["false", "<is> false"].contains(value.lowercased())
        case .defaultStorageName:
            storageName = NameRule.name.accepts(value) ? value : nil
            return storageName != nil
        case .defaultVolumeName:
            volumeName = NameRule.name.accepts(value) ? value : nil
            return volumeName != nil
        case .template:
            template = NameRule.name.accepts(value) ? value : nil
            return value.isEmpty || template != nil
        default: return false
        }
    }

    private mutating func set(_ key: QoSKey, _ text: String) -> Bool {
        guard let value = Int(text), value >= 0 else { return false }
        switch key {
        case .limit(let field):
            guard value <= field.maximum else { return false }
            qos.limits[field] = Declared(Limit(wire: value))
        case .iopsPerGB where value > 0: qos.iopsPerGiB = Declared(value)
        case .bandwidthPerGB where value > 0: qos.bandwidthPerGiB = Declared(value)
        // No rate.
        case .iopsPerGB, .bandwidthPerGB: break
        }
        return true
    }

    /// A manifest says either the template or what that decides.
    private mutating func leaveToTemplate() {
        let isBound =
            replicaCount != nil || policy != nil || mode != nil || !pools.isEmpty || storageName != nil
            || volumeName != nil || qos != DesiredQoS()
        guard isBound else { return }
        comments.append("its other extra specs: the template decides them")
        (replicaCount, policy, mode, pools, storageName, volumeName, qos) = (nil, nil, nil, [], nil, nil, DesiredQoS())
    }
}

extension DeclaredType {
    /// Those that volumes of a backend can have, and the names of the others.
    ///
    /// - Parameter backend: its `volume_backend_name`; where that is not known, types with extra specs of Datera's tell.
    static func choice(
        of list: CinderTypeList?, defaults: [String: String], backend: String?
    ) -> (fitting: [DeclaredType], others: [String]) {
        var names = ExportNames(limit: TypeName.limit)
        let all = (list?.types ?? []).map { DeclaredType($0, key: names.key(for: $0.name), defaults: defaults) }
        let backends = backend.map { [$0] } ?? Set(all.filter(\.isForDatera).compactMap(\.backend))
        let fitting = all.filter { type in
            type.backend.map { backends.isEmpty || backends.contains($0) } ?? true
        }
        let keys = Set(fitting.map(\.key))
        return (fitting, all.filter { !keys.contains($0.key) }.map(\.name))
    }

    /// As it is written.
    var entry: YAMLEntry {
        var entries: [YAMLEntry] = []
        func add(_ key: VolumeKey, _ value: YAMLValue?) { if let value { entries.append(YAMLEntry(key, value)) } }
        add(.template, template.map(YAMLValue.text))
        add(.replicaCount, replicaCount.map { .plain("\($0)") })
        add(.placementPolicy, policy.map(YAMLValue.text))
        add(.placementMode, mode.map { .plain($0.rawValue) })
        add(.ipPool, pools.isEmpty ? nil : pools.count == 1 ? .text(pools[0]) : .list(pools.map(YAMLValue.text)))
        add(.roundRobin, roundRobin.map { .plain("\($0)") })
        add(.defaultStorageName, storageName.map(YAMLValue.text))
        add(.defaultVolumeName, volumeName.map(YAMLValue.text))
        var limits = QoSField.allCases.compactMap { field in
            qos.limits[field].map { limit -> YAMLEntry in
                let text = limit.value == .unlimited ? "unlimited" : "\(limit.value.wireValue)"
                return YAMLEntry(QoSKey.limit(field), .plain(text))
            }
        }
        if let rate = qos.iopsPerGiB { limits.append(YAMLEntry(QoSKey.iopsPerGB, .plain("\(rate.value)"))) }
        if let rate = qos.bandwidthPerGiB { limits.append(YAMLEntry(QoSKey.bandwidthPerGB, .plain("\(rate.value)"))) }
        add(.qos, limits.isEmpty ? nil : .map(limits))
        return YAMLEntry(key, .map(entries))
    }
}

extension String {
    fileprivate var trimmed: String {
        String(reversed().drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace))
    }
}
