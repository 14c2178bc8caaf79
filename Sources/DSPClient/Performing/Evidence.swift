internal import StorageModel

/// Where the effect of a call is to be seen, and how to tell whether it is there.
enum Evidence {
    case tenant(TenantPath, (ObservedTenant) -> CallStanding)
    case initiator(InitiatorName, in: TenantPath, (ObservedInitiator) -> CallStanding)
    case initiatorGroup(String, in: TenantPath, (ObservedInitiatorGroup) -> CallStanding)
    case appInstance(AppInstanceReference, (ObservedAppInstance) -> CallStanding)
    case metadata(AppInstanceReference, MetadataStore, ([String: String]) -> CallStanding)
    case storageInstance(StorageInstanceReference, (StorageInstanceContent) -> CallStanding)
    case volume(VolumeReference, (VolumeContent) -> CallStanding)
}

extension CallStanding {
    /// A call that makes something: what is there is either what it makes or something else.
    static func made(_ differences: Differences) -> CallStanding {
        differences.isEmpty ? .done : .conflicting(differences.description)
    }

    /// A call that sets, adds or removes something: it can be made again as long as the object is not so.
    static func set(_ isSo: Bool) -> CallStanding { isSo ? .done : .absent }
}
