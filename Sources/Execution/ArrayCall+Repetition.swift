internal import StorageModel

extension ArrayCall {
    /// Whether a second time is not the same as once: what creates, adds or removes.
    var isOneTime: Bool { effect != .set }

    /// Whether the answer to a clone's POST shows that there is nothing left to do: one of a snapshot has the size that its
    /// volume had then, which nobody can read beforehand.
    ///
    /// - Parameter clones: those that this run has made, by their names.
    func isDone(in clones: [AppInstanceReference: ObservedAppInstance]) -> Bool {
        guard case .setVolume(let volume, to: let setting) = self, let clone = clones[volume.storage.app] else {
            return false
        }
        return clone.storageInstances.first { $0.name == volume.storage.name }?
            .volumes.first { $0.name == volume.name }.map { setting.counterpart(in: $0) == setting } ?? false
    }

    /// A removal that finds nothing to remove may have been done before.
    func mayBeDone(by failure: ArrayFailure) -> Bool {
        guard case .notFound = failure else { return false }
        return effect == .delete || effect == .remove
    }
}
