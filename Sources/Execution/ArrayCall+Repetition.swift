internal import StorageModel

extension ArrayCall {
    /// Whether a second time is not the same as once: what creates, adds or removes.
    var isOneTime: Bool {
        switch self {
        case .createTenant, .createInitiator, .createInitiatorGroup, .addGroupMember, .removeGroupMember,
            .createAppInstance, .cloneAppInstance, .setPerformancePolicy(_, to: _, exists: false),
            .createSnapshotPolicy, .deleteSnapshotPolicy, .takeSnapshot, .deleteSnapshot, .deleteAppInstance,
            .deleteInitiator, .deleteInitiatorGroup, .deleteTenant:
            true
        case .describeTenant, .updateAppInstance, .moveToIPPool, .setAccessList, .setAuthentication, .resizeVolume,
            .setReplicaCount, .setPlacement, .setPerformancePolicy(_, to: _, exists: true), .updateSnapshotPolicy,
            .restoreSnapshot, .writeMetadata:
            false
        }
    }

    /// A removal that finds nothing to remove may have been done before.
    func mayBeDone(by failure: ArrayFailure) -> Bool {
        let isRemoval =
            switch self {
            case .deleteSnapshotPolicy, .deleteSnapshot, .removeGroupMember, .deleteAppInstance, .deleteInitiator,
                .deleteInitiatorGroup, .deleteTenant:
                true
            case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .addGroupMember,
                .createAppInstance, .cloneAppInstance, .updateAppInstance, .moveToIPPool, .setAccessList,
                .setAuthentication, .resizeVolume, .setReplicaCount, .setPlacement, .setPerformancePolicy,
                .createSnapshotPolicy, .updateSnapshotPolicy, .takeSnapshot, .restoreSnapshot, .writeMetadata:
                false
            }
        if case .notFound = failure { return isRemoval }
        return false
    }
}
