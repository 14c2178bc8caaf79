import ArgumentParser
import Planning
import StorageModel

/// A volume to adopt, and where the manifest's name does not find it, the live one's name or uuid: `volume/ledger=NAME`.
struct AdoptionArgument: ExpressibleByArgument {
    let request: AdoptionRequest

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard let volume = parts.first.flatMap(VolumeArgument.init(argument:)) else { return nil }
        request = AdoptionRequest(key: volume.key, source: parts.count > 1 ? parts[1] : nil)
    }
}

/// The digest of a plan as `plan` prints it.
struct ApprovalArgument: ExpressibleByArgument {
    let digest: String

    init?(argument: String) {
        let prefix = PlanRecord.digestPrefix
        guard argument.hasPrefix(prefix), Digest.isHex(String(argument.dropFirst(prefix.count)), length: 64) else {
            return nil
        }
        digest = argument
    }
}

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
