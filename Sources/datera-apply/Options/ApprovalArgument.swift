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
