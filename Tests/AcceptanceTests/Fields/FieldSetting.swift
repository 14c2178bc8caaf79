/// A setting that may stand at several levels, from `defaults` down to one volume of an app instance.
struct FieldSetting: Sendable {
    enum Level: String, Sendable, CaseIterable {
        case defaults
        case type = "volume_types.*"
        case extraSpecs = "volume_types.*.extra_specs"
        case volume = "volumes.*"
        case appInstance = "app_instances.*"
        case storageInstance = "app_instances.*.storage_instances.*"
        case innerVolume = "app_instances.*.storage_instances.*.volumes.*"
    }

    /// Which part of the app instance a hand changes.
    enum Hand: Sendable {
        case appInstance(String)
        case storage(String)
        case volume(String)
        case policy(String)
    }

    /// `qos.total_iops_max`
    var key: String
    /// Of `before`, `first` and `second`; empty where the key is not there.
    var values: [String]
    var levels = Level.allCases
    /// Around the value, where it has company: `{interval: VALUE, retention_count: 3}`.
    var around: (String, String)?
    /// Beside the setting, at the top of the manifest.
    var beside = ""
    var size = ["10GiB", "10GiB", "10GiB"]
    var givens: [FieldRow.Request] = []
    var product = "3.3.3.0"
    var arguments: [String] = []
    var hand: Hand?
    var create = FieldRow.Answer.yes
    var update = FieldRow.Answer.yes
    var drift = FieldRow.Answer.yes
    var export = FieldRow.Answer.yes

    var rows: [FieldRow] {
        levels.map { level in
            let path = level == .extraSpecs ? "DF:" + (key.split(separator: ".").last ?? "") : key
            let manifests = values.indices.map { manifest(at: level, value: values[$0], size: size[$0]) }
            return FieldRow(
                place: "\(level.rawValue).\(path)", before: manifests[0], first: manifests[1], second: manifests[2],
                givens: givens, product: product, arguments: arguments,
                hand: hand.map { [request($0)] }, create: create, update: update, drift: drift,
                export: export)
        }
    }

    private func fragment(_ value: String, at level: Level) -> String {
        guard !value.isEmpty else { return "" }
        let parts = key.split(separator: ".")
        if level == .extraSpecs { return "extra_specs: {\"DF:\(parts[parts.count - 1])\": \"\(value)\"}" }
        guard parts.count > 1 else { return "\(key): \(value)" }
        let (open, close) = around ?? ("", "")
        return "\(parts[0]): {\(open)\(parts[parts.count - 1]): \(value)\(close)}"
    }

    private func manifest(at level: Level, value: String, size: String) -> String {
        let fragment = fragment(value, at: level)
        let more = fragment.isEmpty ? "" : ", \(fragment)"
        let first = fragment.isEmpty ? "" : "\(fragment), "
        let tree = { (app: String, storage: String, volume: String) in
            "app_instances:\n  ledger: {\(app)storage_instances: {storage-1: {\(storage)volumes: "
                + "{volume-1: {size: \(size)\(volume)}}}}}\n"
        }
        let text: String =
            switch level {
            case .defaults: "defaults: {\(fragment)}\nvolumes:\n  ledger: {size: \(size)}\n"
            case .type, .extraSpecs:
                "volume_types:\n  fast: {\(fragment)}\nvolumes:\n  ledger: {type: fast, size: \(size)}\n"
            case .volume: "volumes:\n  ledger: {size: \(size)\(more)}\n"
            case .appInstance: tree(first, "", "")
            case .storageInstance: tree("", first, "")
            case .innerVolume: tree("", "", more)
            }
        return beside + text
    }

    private func request(_ hand: Hand) -> FieldRow.Request {
        let app = "/_sim/state/app_instances/ledger"
        let storage = app + "/storage_instances/storage-1"
        let volume = storage + "/volumes/volume-1"
        return switch hand {
        case .appInstance(let patch): FieldRow.Request(path: app, body: patch)
        case .storage(let patch): FieldRow.Request(path: storage, body: patch)
        case .volume(let patch): FieldRow.Request(path: volume, body: patch)
        case .policy(let patch): FieldRow.Request(path: volume + "/snapshot_policies/hourly", body: patch)
        }
    }
}
