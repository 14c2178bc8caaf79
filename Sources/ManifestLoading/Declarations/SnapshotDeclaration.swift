import Diagnostics
import StorageModel

/// One entry of `snapshots`: `ledger@before-upgrade: {}`. An entry has no fields: it only asks for the snapshot.
struct SnapshotDeclaration {
    let volume: VolumeSelector
    let name: String
    let location: SourceLocation

    init?(_ reader: ValueReader) {
        location = reader.key.location
        for entry in reader.entries(orEmptyIfNull: true) ?? [] {
            reader.collector.report(
                Diagnostic(
                    .error, "a snapshot has no key \(entry.key.text.quoted); write `{}`", at: entry.key.location))
        }
        let text = reader.key.text
        switch SnapshotSelector(text) {
        case .some(let pattern) where pattern.volume.member != .every:
            guard case .named(let name) = pattern.name else {
                reader.collector.report(
                    Diagnostic(
                        .error, "\(text.quoted) is a time stamp; a declared snapshot needs a name", at: location))
                return nil
            }
            volume = pattern.volume
            self.name = name
        case .some, nil:
            reader.collector.report(
                Diagnostic(
                    .error, "a key of `snapshots` must be \(SnapshotSelector.form), not \(text.quoted)", at: location,
                    hint: ValueReader.isKey(text) ? "write, for instance, `\(text)@before-upgrade: {}`" : nil))
            return nil
        }
    }
}
