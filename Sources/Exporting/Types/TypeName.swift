import ManifestLoading
import StorageModel

/// Names a type by what it says: `r2-all-flash-iops5000`.
enum TypeName {
    /// So long a name may be; what comes after that is cut off.
    static let limit = 40

    static func text(of settings: [YAMLEntry]) -> String {
        let parts = settings.flatMap(parts)
        return parts.isEmpty ? "type" : parts.joined(separator: "-")
    }

    private static func parts(of entry: YAMLEntry) -> [String] {
        let text = text(of: entry.value)
        guard let key = VolumeKey(rawValue: entry.key) else { return [text] }
        switch key {
        case .replicaCount: return ["r" + text]
        case .ipPool: return ["pool-" + text]
        case .qos: return members(of: entry.value).compactMap(limit)
        case .snapshotPolicies: return ["snapshots"] + members(of: entry.value).map(\.key)
        case .adminState, .placementPolicy, .placementMode, .template, .defaultStorageName, .defaultVolumeName:
            return [text.replacing("_", with: "-")]
        case .accessControlMode: return ["open"]
        case .protect: return ["protected"]
        case .roundRobin, .extend, .manage, .type, .extraSpecs, .size, .name, .tenant, .project, .forEach,
            .storageInstances, .volumes, .chap, .metadata, .description, .cloneOf, .fromSnapshot, .image:
            return [entry.key.replacing("_", with: "-")]
        }
    }

    /// Nil for one that is none.
    private static func limit(_ entry: YAMLEntry) -> String? {
        let text = text(of: entry.value).replacing("/s", with: "")
        guard text != "unlimited", let key = QoSKey(rawValue: entry.key) else { return nil }
        return switch key {
        case .limit(.totalIOPS): "iops\(text)"
        case .limit(.readIOPS): "read-iops\(text)"
        case .limit(.writeIOPS): "write-iops\(text)"
        case .limit(.totalBandwidth): "bw\(text)"
        case .limit(.readBandwidth): "read-bw\(text)"
        case .limit(.writeBandwidth): "write-bw\(text)"
        case .iopsPerGB: "iops\(text)-per-gb"
        case .bandwidthPerGB: "bw\(text)-per-gb"
        }
    }

    private static func members(of value: YAMLValue) -> [YAMLEntry] {
        if case .map(let entries) = value { entries } else { [] }
    }

    private static func text(of value: YAMLValue) -> String {
        switch value {
        case .plain(let text), .text(let text): text
        case .list(let items): items.map { self.text(of: $0) }.joined(separator: "-")
        case .map(let entries): entries.map(\.key).joined(separator: "-")
        }
    }
}
