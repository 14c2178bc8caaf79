internal import StorageModel

/// Where the effect of a call is to be seen, and how to tell whether it is there.
enum Verification {
    case tenant(TenantPath, (ObservedTenant) -> CallStatus)
    case initiator(InitiatorName, in: TenantPath, (ObservedInitiator) -> CallStatus)
    case initiatorGroup(String, in: TenantPath, (ObservedInitiatorGroup) -> CallStatus)
    case appInstance(AppInstanceReference, (ObservedAppInstance) -> CallStatus)
    case metadata(AppInstanceReference, MetadataStore, ([String: String]) -> CallStatus)
    case storageInstance(StorageInstanceReference, (StorageInstanceContent) -> CallStatus)
    case volume(VolumeReference, (VolumeContent) -> CallStatus)
}

extension CallStatus {
    /// A call that makes something: what is there is either what it makes or something else.
    static func made(_ differences: Differences) -> CallStatus {
        differences.isEmpty ? .applied : .conflicting(differences.description)
    }

    /// A call that sets, adds or removes something: it can be made again as long as the object is not so.
    static func set(_ isSo: Bool) -> CallStatus { isSo ? .applied : .notApplied }
}
