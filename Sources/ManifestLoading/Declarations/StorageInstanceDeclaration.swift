import Diagnostics
import StorageModel

/// One storage instance of an app instance in the long form; its key is its name on the DSP.
struct StorageInstanceDeclaration {
    let key: Node.Key
    let type: Declared<String>?
    let settings: VolumeSettings
    let volumes: [InnerVolumeDeclaration]

    init?(_ reader: ValueReader) {
        let isNamed = reader.checkPartName()
        guard
            let fields = Fields<VolumeKey>(reader, of: "a storage instance", allowing: VolumeKey.ofStorageInstances)
        else { return nil }
        key = reader.key
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: nil)
        let block = fields.required(.volumes, hint: "add, for instance, `volumes: {volume-1: {size: 100GiB}}`")
        let entries = block?.entries()
        if let block, let entries {
            block.checkParts(entries, noun: "volume", ofOne: "a storage instance")
        }
        volumes = (entries ?? []).compactMap(InnerVolumeDeclaration.init)
        guard isNamed else { return nil }
    }
}

extension ValueReader {
    /// What a DSP allows of one kind of part inside another (dsp-api.md section 2, product limits).
    private static let maximumParts = 256

    func checkParts(_ entries: [ValueReader], noun: String, ofOne owner: String) {
        if entries.isEmpty { report("\(label) lists no \(noun)") }
        guard entries.count > Self.maximumParts else { return }
        report("\(owner) supports at most \(Self.maximumParts) \(noun)s, not \(entries.count)")
    }
}
