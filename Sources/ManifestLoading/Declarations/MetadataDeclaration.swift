import Diagnostics
import StorageModel

/// The extended metadata of a volume: `metadata` and `description`, which is one of its keys on the DSP.
struct MetadataDeclaration {
    private(set) var values: [String: Declared<String>] = [:]

    init(_ fields: Fields<VolumeKey>) {
        if let description = fields[.description]?.declared({ $0.text() }) {
            values[MetadataKey.humanDescription] = description
        }
        for entry in fields[.metadata]?.entries() ?? [] {
            guard Self.check(entry.key, entry.collector), let value = entry.declared({ $0.metadataText() }) else {
                continue
            }
            values[entry.key.text] = value
        }
        checkSize((fields[.metadata] ?? fields[.description]))
    }

    /// The tool's own keys are not for people, and the description has a word of its own.
    private static func check(_ key: Node.Key, _ collector: DiagnosticCollector) -> Bool {
        let problem: (message: String, hint: String?)?
        if MetadataKey.isOwn(key.text) {
            problem = ("keys that begin with `\(MetadataKey.ownPrefix)` are the tool's own", "choose another key")
        } else if key.text == MetadataKey.humanDescription {
            problem = ("a volume's description is not a metadata key", "write `description:` beside `metadata:`")
        } else if key.text.isEmpty {
            problem = ("a key must not be empty", nil)
        } else {
            problem = nil
        }
        if let problem { collector.report(Diagnostic(.error, problem.message, at: key.location, hint: problem.hint)) }
        return problem == nil
    }

    private func checkSize(_ reader: ValueReader?) {
        let size = MetadataKey.size(of: values.mapValues(\.value))
        guard size > MetadataKey.maximumSize else { return }
        reader?.report(
            "description and metadata take \(size) bytes; a DSP supports at most \(MetadataKey.maximumSize)",
            hint: "shorten them; keys count as well")
    }
}

extension ValueReader {
    /// Any scalar as it is written. The empty text stands for no value, as every client has it (dsp-api.md 2.14).
    fileprivate func metadataText() -> String? {
        if case .scalar(let scalar) = node.content, scalar.isNull { return "" }
        return text()
    }
}
