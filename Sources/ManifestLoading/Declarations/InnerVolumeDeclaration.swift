import Diagnostics
import StorageModel

/// One volume of a storage instance in the long form; its key is its name on the DSP.
struct InnerVolumeDeclaration {
    let key: Node.Key
    let type: Declared<String>?
    let settings: VolumeSettings
    let size: Declared<Gibibytes>?

    init?(_ reader: ValueReader) {
        let isNamed = reader.checkPartName()
        guard
            let fields = Fields<VolumeKey>(
                reader, of: "a volume of a storage instance", allowing: VolumeKey.ofInnerVolumes, acceptsNull: true)
        else { return nil }
        key = reader.key
        type = fields[.type]?.declared { $0.text() }
        settings = VolumeSettings(fields, via: nil)
        size = fields.required(.size, hint: "add, for instance, `size: 100GiB`")?.declared { $0.size() }
        guard isNamed else { return nil }
    }
}

extension ValueReader {
    /// Whether the key can be the name of a storage instance or a volume; reported when it cannot.
    func checkPartName() -> Bool {
        guard NameRule.name.accepts(key.text) else {
            collector.report(.invalidName(key.text, at: key.location, isFromKey: false))
            return false
        }
        return true
    }
}
