import Diagnostics
import StorageModel

package enum MoveKey: String, FieldKey {
    case from, to
}

/// One entry of `moved`: `{from: volume/ledger-old, to: volume/ledger}`.
struct MoveDeclaration {
    let from: Declared<VolumeSelector>
    let to: Declared<VolumeSelector>

    init?(_ reader: ValueReader) {
        guard let fields = Fields<MoveKey>(reader, of: "an entry of `moved`") else { return nil }
        let from = fields.required(.from)?.declared { $0.singleVolume() }
        let to = fields.required(.to)?.declared { $0.singleVolume() }
        guard let from, let to else { return nil }
        self.from = from
        self.to = to
    }
}

extension ValueReader {
    fileprivate func singleVolume() -> VolumeSelector? {
        guard let pattern = volumePattern() else { return nil }
        guard pattern.member != .every else {
            report("`[*]` is not supported here", hint: "leave it out: an entry moves with all its members")
            return nil
        }
        return pattern
    }
}
