internal import StorageModel

extension ArrayCall {
    /// Whether a second time is not the same as once: what creates, adds or removes.
    var isOneTime: Bool {
        switch self {
        case .createTenant, .createInitiator, .createInitiatorGroup, .addGroupMember, .removeGroupMember,
            .createAppInstance, .createStorageInstance, .deleteStorageInstance, .createVolume, .deleteVolume,
            .setPerformancePolicy(_, to: _, exists: false), .createSnapshotPolicy, .deleteSnapshotPolicy,
            .deleteAppInstance, .deleteInitiator, .deleteInitiatorGroup, .deleteTenant, .cloneAppInstance,
            .takeSnapshot, .deleteSnapshot:
            true
        case .describeTenant, .updateAppInstance, .moveToIPPool, .setAccessList, .setAuthentication,
            .setAccessControlMode, .resizeVolume,
            .setReplicaCount, .setPlacement, .setPerformancePolicy(_, to: _, exists: true), .updateSnapshotPolicy,
            .restoreSnapshot, .writeMetadata:
            false
        }
    }

    /// Whether the answer to a clone's POST shows that there is nothing left to do: one of a snapshot has the size that its
    /// volume had then, which nobody can read beforehand.
    ///
    /// - Parameter clones: those that this run has made, by their names.
    func isDone(in clones: [AppInstanceReference: ObservedAppInstance]) -> Bool {
        guard case .resizeVolume(let volume, let size) = self, let clone = clones[volume.storage.app] else {
            return false
        }
        return clone.storageInstances.first { $0.name == volume.storage.name }?
            .volumes.first { $0.name == volume.name }?.size == size
    }

    /// A removal that finds nothing to remove may have been done before.
    func mayBeDone(by failure: ArrayFailure) -> Bool {
        let isRemoval =
            switch self {
            case .deleteSnapshotPolicy, .deleteStorageInstance, .deleteVolume, .removeGroupMember, .deleteAppInstance,
                .deleteInitiator, .deleteInitiatorGroup, .deleteTenant, .deleteSnapshot:
                true
            case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .addGroupMember,
                .createAppInstance, .updateAppInstance, .createStorageInstance, .createVolume, .moveToIPPool,
                .setAccessList, .setAuthentication, .setAccessControlMode, .resizeVolume, .setReplicaCount,
                .setPlacement,
                .setPerformancePolicy, .createSnapshotPolicy, .updateSnapshotPolicy, .writeMetadata, .cloneAppInstance,
                .takeSnapshot, .restoreSnapshot:
                false
            }
        if case .notFound = failure { return isRemoval }
        return false
    }
}
