package import StorageModel

/// What differs between the array and the manifest, one resource at a time. Says nothing about calls.
package enum Change: Sendable, Equatable {
    case createTenant(DesiredTenant)
    case describeTenant(DesiredTenant, from: String?)
    /// `hiding`: the inherited initiators that the tenant no longer sees once it has this one of its own.
    case createInitiator(DesiredInitiator, isFirstOwn: Bool, hiding: [InitiatorName])
    case createInitiatorGroup(DesiredInitiatorGroup)
    /// `foreign`: of those that are removed, the ones that are initiators of other tenants. One that is wanted is added again,
    /// as the initiator that the group's own tenant means by the name.
    case changeMembers(
        DesiredInitiatorGroup, added: [InitiatorName], removed: [InitiatorName], foreign: [ForeignReference],
        reach: GroupReach)
    case createAppInstance(DesiredAppInstance, AppInstanceSpec)
    case assembleAppInstance(CreationWithFollowUp)
    /// A copy, and everything that separates it from what is wanted.
    case cloneAppInstance(AppInstanceChange, CloneSpec)
    case updateAppInstance(AppInstanceChange)
    case removeAppInstance(AppInstanceRemoval)
    case removeShared(SharedRemoval)
    case adopt(Adoption)
    case restore(TrashRestore)
    case createSnapshot(SnapshotCreation)
    case settleSnapshot(SnapshotSettlement)
    case removeSnapshot(SnapshotRemoval)
    case rollBack(SnapshotRollback)

    package var address: ResourceAddress {
        switch self {
        case .createTenant(let tenant), .describeTenant(let tenant, _): tenant.address
        case .createInitiator(let initiator, _, _): initiator.address
        case .createInitiatorGroup(let group), .changeMembers(let group, _, _, _, _): group.address
        case .createAppInstance(let desired, _): desired.address
        case .assembleAppInstance(let assembly): assembly.desired.address
        case .updateAppInstance(let change), .cloneAppInstance(let change, _): change.desired.address
        case .removeAppInstance(let removal): removal.address
        case .removeShared(let removal): removal.address
        case .adopt(let adoption): adoption.desired.address
        case .restore(let restoration): restoration.address
        case .createSnapshot(let creation): creation.address
        case .settleSnapshot(let settlement): settlement.address
        case .removeSnapshot(let removal): removal.address
        case .rollBack(let rollback): rollback.address
        }
    }

    package var kind: Kind {
        switch self {
        case .createTenant, .createInitiator, .createInitiatorGroup, .createAppInstance, .assembleAppInstance,
            .cloneAppInstance, .createSnapshot:
            .create
        case .describeTenant, .changeMembers, .updateAppInstance, .settleSnapshot: .update
        case .removeAppInstance(let removal):
            switch removal.action {
            case .forget: .forget
            case .trash: .trash
            case .delete: .delete
            }
        case .removeShared, .removeSnapshot: .delete
        case .adopt: .adopt
        case .restore, .rollBack: .restore
        }
    }

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

/// All that differs on one live app instance.
package struct AppInstanceChange: Sendable, Equatable {
    package var desired: DesiredAppInstance
    package var observed: ObservedAppInstance
    package var differences: [Difference]
    /// The marker it carries now.
    package var markerBefore: Marker
    /// The marker it shall carry when all is done.
    package var markerAfter: Marker
}
