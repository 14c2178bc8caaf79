import Planning
import StorageModel

extension StepAction {
    /// What it changes of an app instance; nil for every other call.
    var update: AppInstanceUpdate? {
        if case .call(.updateAppInstance(_, let update)) = self { update } else { nil }
    }
}
