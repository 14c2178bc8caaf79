import ManifestLoading
import StorageModel

/// What a manifest says about one live volume, besides its name, size and place.
///
/// Of a volume that is unmanaged, everything that is not the default; of one that the stack manages, exactly
/// the managed groups: then exporting it changes nothing.
struct ExportedSettings {
    private(set) var entries: [YAMLEntry] = []
    /// What a manifest cannot say.
    private(set) var remarks: [String] = []

    private let managed: FieldGroups?

    /// - Parameter managed: what the marker says; nil without one.
    init(
        _ app: ObservedAppInstance, _ storage: StorageInstanceContent, _ volume: VolumeContent, managed: FieldGroups?
    ) {
        self.managed = managed
        addVolume(volume)
        addPool(of: storage)
        addWhole(app)
        if storage.name != "storage-1" { entries.append(YAMLEntry(VolumeKey.defaultStorageName, .text(storage.name))) }
        if volume.name != "volume-1" { entries.append(YAMLEntry(VolumeKey.defaultVolumeName, .text(volume.name))) }
    }

    /// Of a volume in the long form.
    init(_ volume: VolumeContent, managed: FieldGroups?) {
        self.managed = managed
        addVolume(volume)
    }

    /// Of a storage instance in the long form.
    init(_ storage: StorageInstanceContent, managed: FieldGroups?) {
        self.managed = managed
        addPool(of: storage)
    }

    /// Of an app instance in the long form.
    init(_ app: ObservedAppInstance, managed: FieldGroups?) {
        self.managed = managed
        addWhole(app)
    }

    private func isExported(_ group: FieldGroups, unlessDefault isDefault: Bool) -> Bool {
        managed.map { $0.contains(group) } ?? !isDefault
    }

    private mutating func addVolume(_ volume: VolumeContent) {
        // The size stands where the volume is named.
        for setting in volume.settings where setting.field != .size {
            guard let group = setting.field.group, isExported(group, unlessDefault: setting.isDefault) else { continue }
            entries.append(YAMLEntry(setting.field.word, .value(setting.value)))
        }
        let limits = volume.performance ?? .unlimited
        if isExported(.qos, unlessDefault: limits == .unlimited) {
            entries.append(YAMLEntry(VolumeKey.qos, Self.qos(limits, managed)))
        }
        if isExported(.snapshotPolicies, unlessDefault: volume.snapshotPolicies.isEmpty) { addPolicies(of: volume) }
    }

    private mutating func addPool(of storage: StorageInstanceContent) {
        if let pool = storage.ipPool, isExported(.ipPool, unlessDefault: pool == "default") {
            entries.append(YAMLEntry(VolumeKey.ipPool, .text(pool)))
        }
    }

    private mutating func addWhole(_ app: ObservedAppInstance) {
        if isExported(.adminState, unlessDefault: app.adminState == .online) {
            entries.append(YAMLEntry(VolumeKey.adminState, .plain(app.adminState.rawValue)))
        }
        if let mode = app.exportedAccessMode {
            entries.append(YAMLEntry(VolumeKey.accessControlMode, .plain(mode.rawValue)))
        }
        if app.marker?.flags.isProtected == true { entries.append(YAMLEntry(VolumeKey.protect, .plain("true"))) }
    }

    private mutating func addPolicies(of volume: VolumeContent) {
        let policies = volume.snapshotPolicies.sorted { $0.name < $1.name }.compactMap { policy -> YAMLEntry? in
            guard policy.isSayable else {
                remarks.append("its snapshot policy \(policy.name) (\(policy)), which a manifest cannot express")
                return nil
            }
            if let text = policy.startTime, UTCSecond(iso8601: text) == nil {
                remarks.append("the start of its snapshot policy \(policy.name), \(text), which is not a valid time")
            }
            return YAMLEntry(
                policy.name,
                .map(
                    [
                        YAMLEntry(SnapshotPolicyKey.interval, .plain(policy.interval.rawValue)),
                        YAMLEntry(SnapshotPolicyKey.retentionCount, .plain("\(policy.retentionCount)")),
                    ] + Self.start(of: policy)))
        }
        // An empty mapping says that there must be none.
        guard !policies.isEmpty || volume.snapshotPolicies.isEmpty else { return }
        entries.append(YAMLEntry(VolumeKey.snapshotPolicies, .map(policies)))
    }

    /// One that is not a time could not be read back.
    private static func start(of policy: SnapshotPolicy) -> [YAMLEntry] {
        guard let text = policy.startTime, UTCSecond(iso8601: text) != nil else { return [] }
        return [YAMLEntry(SnapshotPolicyKey.startTime, .text(text))]
    }

    /// Of one that the stack manages, the limits that it manages, those that are none included.
    private static func qos(_ limits: PerformanceLimits, _ managed: FieldGroups?) -> YAMLValue {
        let named = managed.map { !$0.isDisjoint(with: .everyLimit) } ?? false
        let entries = QoSField.allCases.compactMap { field -> YAMLEntry? in
            if named, managed?.covers(field) == false { return nil }
            guard case .at(let value) = limits[field] else {
                return named ? YAMLEntry(QoSKey.limit(field), .plain("unlimited")) : nil
            }
            let isWholeMebibytes = field.isBandwidth && value.isMultiple(of: 1024)
            return YAMLEntry(QoSKey.limit(field), .plain(isWholeMebibytes ? "\(value / 1024)MiB/s" : "\(value)"))
        }
        return .map(entries.isEmpty ? [YAMLEntry(QoSKey.limit(.totalIOPS), .plain("unlimited"))] : entries)
    }
}

extension YAMLValue {
    /// As the loader reads it.
    fileprivate static func value(_ value: FieldValue) -> YAMLValue {
        switch value {
        case .text(let text): .text(text)
        case .count(let count): .plain("\(count)")
        case .size(let size): .plain("\(size.count)GiB")
        case .iops(let limit), .bandwidth(let limit): .plain("\(limit.wireValue)")
        case .flag(let flag): .plain("\(flag)")
        case .list(let members): .list(members.map(YAMLValue.text))
        case .secret(let reference): .text(reference.description)
        }
    }
}

extension SnapshotPolicy {
    fileprivate var isSayable: Bool {
        interval.isKnown && (1...256).contains(retentionCount) && NameRule.name.accepts(name)
    }
}

extension ObservedAppInstance {
    /// A manifest has one mode for all storage instances. Where they differ it is the one that denies all; an `ignore`
    /// leaves the others as they are.
    var exportedAccessMode: AccessControlMode? {
        guard storageInstances.contains(where: { $0.accessControlMode == .allowAll }) else { return nil }
        return openTargets.isEmpty ? .allowAll : .denyAll
    }

    /// The storage instances that let everybody in, beside others that do not.
    var openTargets: [String] {
        let open = storageInstances.filter { $0.accessControlMode == .allowAll }
        return open.count < storageInstances.count ? open.map(\.name).sorted() : []
    }
}
