extension ArrayCall {
    /// What a call does to an object of the array. Whatever depends on that asks here, so that a new call is sorted once.
    package enum Effect: Sendable {
        /// Makes an object that was not there.
        case create
        /// Adds a part to the list of an object that stays, or takes one out.
        case add, remove
        /// Writes what may be written again.
        case set
        /// Takes an object away.
        case delete
    }

    package var effect: Effect {
        switch self {
        case .createTenant, .createInitiator, .createInitiatorGroup, .createAppInstance, .cloneAppInstance,
            .createStorageInstance, .createVolume, .setPerformancePolicy(_, to: _, exists: false),
            .createSnapshotPolicy, .takeSnapshot:
            .create
        case .addGroupMember: .add
        case .removeGroupMember, .deleteSnapshotPolicy: .remove
        case .describeTenant, .updateAppInstance, .moveToIPPool, .setAccessList, .setAuthentication,
            .setAccessControlMode, .setVolume,
            .setPerformancePolicy(_, to: _, exists: true), .updateSnapshotPolicy, .restoreSnapshot, .writeMetadata:
            .set
        case .deleteStorageInstance, .deleteVolume, .deleteAppInstance, .deleteInitiator, .deleteInitiatorGroup,
            .deleteTenant, .deleteSnapshot:
            .delete
        }
    }

    /// What it means that the object of the call is not there.
    package var statusWhenMissing: CallStatus { effect == .delete ? .applied : .notApplied }
}
