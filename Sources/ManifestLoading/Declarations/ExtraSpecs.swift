import Diagnostics
import StorageModel

/// The extra specs of an OpenStack volume type, put into the words of the manifest language.
///
/// `DF:` keys mean the fields of the same name. Their values are text in OpenStack, so quotes do not count here.
struct ExtraSpecs {
    /// A block as it would stand in the manifest, each value at its place in the extra specs.
    private(set) var block: Node
    private let collector: DiagnosticCollector
    private var settings: [Node.Entry] = []
    private var qos: [Node.Entry] = []

    static let prefix = "DF:"
    static let flagPrefix = "<is> "
    static let settingKeys: [VolumeKey] = [
        .replicaCount, .placementMode, .placementPolicy, .ipPool, .roundRobin, .defaultStorageName, .defaultVolumeName,
        .template,
    ]
    /// Values that mean nothing, because they are the default.
    static let idleValues = ["template": [""]]

    init?(_ reader: ValueReader) {
        if case .scalar(let scalar) = reader.node.content, !scalar.isNull {
            reader.report(
                "\(reader.label) needs a mapping, not text",
                hint: "write each extra spec on its own line: `\(Self.prefix)replica_count: 2`")
            return nil
        }
        guard let entries = reader.entries() else { return nil }
        collector = reader.collector
        block = reader.node
        for entry in entries where entry.key.text.hasPrefix(Self.prefix) { translate(entry) }
        noteIgnored(entries.map(\.key).filter { !$0.text.hasPrefix(Self.prefix) })
        let limits = Node(content: .mapping(qos), location: reader.location)
        let qosKey = Node.Key(text: VolumeKey.qos.rawValue, location: reader.key.location)
        block.content = .mapping(settings + [Node.Entry(key: qosKey, value: limits)])
    }

    private mutating func translate(_ spec: ValueReader) {
        let name = String(spec.key.text.dropFirst(Self.prefix.count))
        let key = Node.Key(text: name, location: spec.key.location)
        let entry = Node.Entry(key: key, value: Self.unquoted(spec.node, of: VolumeKey(rawValue: name)))
        if let idle = Self.idleValues[name] {
            if case .scalar(let scalar) = spec.node.content, idle.contains(scalar.text) { return }
        }
        if QoSKey(rawValue: name) != nil {
            qos.append(entry)
        } else if Self.settingKeys.contains(where: { $0.rawValue == name }) {
            settings.append(entry)
        } else {
            reportUnknown(spec.key)
        }
    }

    /// The value as if it had been written without quotes; a comma separates pools, and `<is>` marks flags, as in
    /// OpenStack.
    private static func unquoted(_ node: Node, of key: VolumeKey?) -> Node {
        guard case .scalar(let scalar) = node.content else { return node }
        func plain(_ text: some StringProtocol) -> Node {
            Node(content: .scalar(Node.Scalar(text: String(text), isPlain: true)), location: node.location)
        }
        if key == .roundRobin, scalar.text.hasPrefix(flagPrefix) {
            return plain(scalar.text.dropFirst(flagPrefix.count))
        }
        let parts = key == .ipPool ? scalar.text.split(separator: ",") : []
        guard parts.count > 1 else { return plain(scalar.text) }
        return Node(content: .sequence(parts.map { plain($0.drop { $0 == " " }) }), location: node.location)
    }

    private func noteIgnored(_ keys: [Node.Key]) {
        guard let first = keys.first else { return }
        let list = keys.map(\.text.quoted).joined(separator: ", ")
        collector.report(
            Diagnostic(
                .note, "\(list): ignored, only extra specs that begin with `\(Self.prefix)` concern the DSP",
                at: first.location))
    }

    private func reportUnknown(_ key: Node.Key) {
        let known = Self.settingKeys.map(\.rawValue) + QoSKey.allCases.map(\.rawValue)
        let meant = Suggestion.nearest(to: key.text, among: known.lazy.map { Self.prefix + $0 })
        collector.report(
            Diagnostic(
                .error, "there is no extra spec \(key.text.quoted)", at: key.location,
                hint: meant.map { "did you mean `\($0)`?" }))
    }
}
