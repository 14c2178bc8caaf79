package import StorageModel

/// What differs between the array and the manifest, one resource at a time.
package enum Change: Sendable, Equatable {
    case createTenant(TenantCreation)
    case describeTenant(TenantDescription)
    case createInitiator(InitiatorCreation)
    case createInitiatorGroup(InitiatorGroupCreation)
    case changeMembers(MembershipChange)
    case createAppInstance(PlainCreation)
    case assembleAppInstance(CreationWithFollowUp)
    case cloneAppInstance(CloneCreation)
    case updateAppInstance(AppInstanceChange)
    case removeAppInstance(AppInstanceRemoval)
    case removeShared(SharedRemoval)
    case adopt(Adoption)
    case restore(TrashRestore)
    case createSnapshot(SnapshotCreation)
    case settleSnapshot(SnapshotSettlement)
    case removeSnapshot(SnapshotRemoval)
    case restoreSnapshot(SnapshotRestore)
    case importImage(ImageImport)

    /// Whatever kind it is. Who only wants to know something of it asks here.
    package var work: any PlannedWork {
        switch self {
        case .createTenant(let work): work
        case .describeTenant(let work): work
        case .createInitiator(let work): work
        case .createInitiatorGroup(let work): work
        case .changeMembers(let work): work
        case .createAppInstance(let work): work
        case .assembleAppInstance(let work): work
        case .cloneAppInstance(let work): work
        case .updateAppInstance(let work): work
        case .removeAppInstance(let work): work
        case .removeShared(let work): work
        case .adopt(let work): work
        case .restore(let work): work
        case .createSnapshot(let work): work
        case .settleSnapshot(let work): work
        case .removeSnapshot(let work): work
        case .restoreSnapshot(let work): work
        case .importImage(let work): work
        }
    }

    package var address: ResourceAddress { work.address }
    package var kind: Kind { work.kind }
    package var fields: [FieldChange] { work.fields }

    package var isCreation: Bool { kind == .create }

    /// What becomes of the resource, in one word.
    package enum Kind: String, Sendable, CaseIterable {
        case create, update, adopt, forget, trash, delete, restore

        /// Whether the stack has it no more.
        package var isRemoval: Bool {
            switch self {
            case .forget, .trash, .delete: true
            case .create, .update, .adopt, .restore: false
            }
        }
    }
}
