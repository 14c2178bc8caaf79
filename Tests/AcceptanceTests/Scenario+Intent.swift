import Planning
import StorageModel
import Testing

extension Scenario.Verb {
    /// What the program asks the planner for.
    var intent: PlanningOptions.Intent {
        get throws {
            switch self {
            case .apply: return .converge
            case .adopt(let text):
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                return .adopt(
                    [AdoptionRequest(key: ResourceKey(parts[0]), source: parts.count > 1 ? parts[1] : nil)],
                    fromStack: nil)
            case .restore(let text):
                let parts = text.split(separator: "@").map(String.init)
                let name = try #require(SnapshotName(parts[1]))
                return .restoreSnapshot(SnapshotRestoreRequest(key: ResourceKey(parts[0]), name: name))
            }
        }
    }

    /// The command, without what all commands have in common.
    var arguments: [String] {
        switch self {
        case .apply: ["apply", "--allow-destroy", "--allow-disruptive"]
        case .adopt(let volume): ["adopt", volume]
        case .restore(let snapshot): ["snapshot", "restore", snapshot, "--allow-disruptive"]
        }
    }
}
