import Diagnostics
import StorageModel

/// The settings of a volume, as far as one block of the manifest has them. What is done with every setting goes by
/// `keys`.
struct VolumeSettings {
    var replicaCount: Declared<Int>?
    var placementPolicy: Declared<String>?
    var placementMode: Declared<PlacementMode>?
    var ipPools: Declared<[String]>?
    var roundRobin: Declared<Bool>?
    var qos = DesiredQoS()
    var snapshotPolicies: Declared<[SnapshotPolicy]>?
    var protect: Declared<Bool>?
    var adminState: Declared<AdminState>?
    var accessControlMode: Declared<AccessControlMode>?
    var extend: Declared<ExtendMode>?
    var manage: Declared<ManageLevel>?
    var storageName: Declared<String>?
    var volumeName: Declared<String>?
    var template: Declared<String>?

    /// Every setting but `qos`, whose limits are settings of their own.
    static let keys: [SettingKey] = [
        SettingKey(.replicaCount, \.replicaCount, .template) { $0.integer(in: VolumeSetting.replicaLimits) },
        SettingKey(.placementPolicy, \.placementPolicy, .template) { $0.name() },
        SettingKey(.placementMode, \.placementMode, .template) { $0.choice() },
        SettingKey(.ipPool, \.ipPools, .template) { $0.poolNames() },
        SettingKey(.roundRobin, \.roundRobin, .manifest) { $0.boolean() },
        SettingKey(.snapshotPolicies, \.snapshotPolicies, .template) { $0.snapshotPolicies() },
        SettingKey(.defaultStorageName, \.storageName, .template) { $0.name() },
        SettingKey(.defaultVolumeName, \.volumeName, .template) { $0.name() },
        SettingKey(.protect, \.protect, .manifest, isOfWhole: true) { $0.boolean() },
        SettingKey(.adminState, \.adminState, .manifest, isOfWhole: true) { $0.choice() },
        SettingKey(.accessControlMode, \.accessControlMode, .manifest, isOfWhole: true) { $0.choice() },
        SettingKey(.extend, \.extend, .manifest, isOfWhole: true) { $0.choice() },
        SettingKey(.manage, \.manage, .manifest, isOfWhole: true) { $0.choice() },
        SettingKey(.template, \.template, .manifest, isOfWhole: true) { $0.name() },
    ]

    /// These settings, and the weaker ones where these say nothing.
    func over(_ weaker: VolumeSettings) -> VolumeSettings {
        var result = self
        for key in Self.keys { key.fill(&result, weaker) }
        result.qos = DesiredQoS(
            limits: qos.limits.merging(weaker.qos.limits) { mine, _ in mine },
            iopsPerGiB: qos.iopsPerGiB ?? weaker.qos.iopsPerGiB,
            bandwidthPerGiB: qos.bandwidthPerGiB ?? weaker.qos.bandwidthPerGiB)
        return result
    }

    /// A volume that is so.
    ///
    /// - Parameter option: where one of the driver's options takes all replicas but one; nil where none does.
    func volume(
        named name: String, size: Declared<Gibibytes>, withOneReplica option: SourceLocation?
    ) -> DesiredVolume {
        DesiredVolume(
            name: name, size: size,
            replicaCount: option.map { Declared(1, at: $0, via: "options") } ?? replicaCount, placement: placement,
            qos: qos == DesiredQoS() ? nil : qos, snapshotPolicies: snapshotPolicies)
    }

    /// The placement of both products; its place is that of the policy, which newer products use.
    var placement: Declared<DesiredPlacement>? {
        let desired = DesiredPlacement(policy: placementPolicy?.value, mode: placementMode?.value)
        return placementPolicy?.map { _ in desired } ?? placementMode?.map { _ in desired }
    }
}

/// One setting: its key, and what is done with it whatever its type.
struct SettingKey: Sendable {
    /// Who decides it for a volume that is made from a template.
    enum Authority { case template, manifest }

    let key: VolumeKey
    let authority: Authority
    /// Whether it cannot differ between the parts of one app instance.
    let isOfWhole: Bool
    /// Takes the weaker value where the stronger block has none.
    let fill: @Sendable (inout VolumeSettings, _ weaker: VolumeSettings) -> Void
    let read: @Sendable (inout VolumeSettings, ValueReader, _ via: String?) -> Void
    let clear: @Sendable (inout VolumeSettings) -> Void
    /// Where it stands; nil when it is not set.
    let place: @Sendable (VolumeSettings) -> Place?
    /// Whether both set it, and not to the same value.
    let disagree: @Sendable (VolumeSettings, VolumeSettings) -> Bool

    struct Place {
        var location: SourceLocation?
    }

    init<Value>(
        _ key: VolumeKey, _ path: any WritableKeyPath<VolumeSettings, Declared<Value>?> & Sendable,
        _ authority: Authority,
        isOfWhole: Bool = false, read: @escaping @Sendable (ValueReader) -> Value?
    ) {
        self.key = key
        self.authority = authority
        self.isOfWhole = isOfWhole
        fill = { settings, weaker in
            if settings[keyPath: path] == nil { settings[keyPath: path] = weaker[keyPath: path] }
        }
        self.read = { settings, reader, via in settings[keyPath: path] = reader.declared(via: via, read) }
        clear = { $0[keyPath: path] = nil }
        place = { settings in settings[keyPath: path].map { Place(location: $0.location) } }
        disagree = { one, other in
            guard let one = one[keyPath: path], let other = other[keyPath: path] else { return false }
            return one.value != other.value
        }
    }
}

extension VolumeSettings {
    /// - Parameter via: the block, as it is shown beside values that a volume has from it; nil for the volume's own.
    init(_ fields: Fields<VolumeKey>, via: String?) {
        for key in Self.keys {
            if let reader = fields[key.key] { key.read(&self, reader, via) }
        }
        qos = fields[.qos].flatMap { DesiredQoS($0, via: via) } ?? DesiredQoS()
    }
}

extension ValueReader {
    /// One pool, or a list of pools of which any will do.
    fileprivate func poolNames() -> [String]? {
        guard case .sequence = node.content else { return name().map { [$0] } }
        guard let names = uniqueItems({ $0.name() }) else { return nil }
        if names.isComplete && names.entries.isEmpty { report("\(label) lists no pool") }
        return names.values
    }
}
