import Glibc
import Planning
import Reporting
import StorageModel

extension RunStart {
    /// - Parameter endpoint: nil where nothing was asked of an array, which no run does.
    init(
        of plan: PlanRecord, verb: String, steps: Int, _ endpoint: (array: String, login: String)?, commit: String?
    ) {
        self.init(
            stack: plan.stack, verb: verb, steps: steps, pid: Int(getpid()), user: Self.userName,
            host: ProcessIdentity.holder.host, login: endpoint?.login ?? "", array: endpoint?.array ?? "",
            clusterUuid: plan.cluster.uuid, digest: plan.digest, commit: commit, version: DateraApply.version)
    }

    /// Of the effective user; in a container that does not know it, its number.
    private static var userName: String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found)
        guard found != nil, let name = entry.pw_name else { return "\(geteuid())" }
        return String(cString: name)
    }
}

extension PlanningOptions.Intent {
    /// The verb that plans for it.
    var verb: String {
        switch self {
        case .converge: "apply"
        case .remove(let removals): removals.allSatisfy { $0.action == .forget } ? "forget" : "destroy"
        case .adopt: "adopt"
        case .restore: "trash restore"
        case .purge: "trash purge"
        case .restoreSnapshot, .closeSnapshotRestore: "snapshot restore"
        case .importImage, .closeImageImport: "image import"
        case .pruneImages: "image cache prune"
        }
    }
}
