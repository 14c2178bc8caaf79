import StorageModel

extension ArrayCall {
    /// What it changes of an app instance; nil for every other call.
    var update: AppInstanceUpdate? {
        if case .updateAppInstance(_, let update) = self { update } else { nil }
    }
}
