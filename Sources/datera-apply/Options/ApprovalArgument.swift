import ArgumentParser
import Planning
import StorageModel

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
    /// As any verb takes it.
    let volume: String
    let name: SnapshotName

    init?(argument: String) {
        let prefix = "snapshot/"
        let text = argument.hasPrefix(prefix) ? String(argument.dropFirst(prefix.count)) : argument
        guard let at = text.lastIndex(of: "@"), at != text.startIndex,
            let name = SnapshotName(String(text[text.index(after: at)...]))
        else { return nil }
        volume = String(text[..<at])
        self.name = name
    }
}
