extension ArrayCall {
    /// Every secret that must be at hand before the call.
    package var secretReferences: [SecretReference] {
        switch self {
        case .createAppInstance(let spec): spec.chap.values.flatMap(\.references)
        case .createStorageInstance(_, _, let chap): chap.references
        case .setAuthentication(_, let setting): setting.references
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .addGroupMember,
            .removeGroupMember, .cloneAppInstance, .updateAppInstance, .moveToIPPool, .setAccessList,
            .setAccessControlMode, .setVolume, .setPerformancePolicy, .createSnapshotPolicy, .updateSnapshotPolicy,
            .deleteSnapshotPolicy, .takeSnapshot, .deleteSnapshot, .restoreSnapshot, .writeMetadata, .deleteAppInstance,
            .deleteInitiator, .deleteInitiatorGroup, .deleteTenant, .deleteStorageInstance, .createVolume,
            .deleteVolume:
            []
        }
    }
}
