import ArgumentParser
import StorageModel

/// A snapshot as it is named on the command line: `ledger@before-upgrade`, `scratch[a]@1446076384.00607846`.
struct SnapshotArgument: ExpressibleByArgument {
    let key: ResourceKey
    let name: SnapshotName

    init?(argument: String) {
        let prefix = "snapshot/"
        let text = argument.hasPrefix(prefix) ? String(argument.dropFirst(prefix.count)) : argument
        guard let at = text.lastIndex(of: "@"), let volume = VolumeArgument(argument: String(text[..<at])),
            let name = SnapshotName(String(text[text.index(after: at)...]))
        else { return nil }
        key = volume.key
        self.name = name
    }
}
