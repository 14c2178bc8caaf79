import StorageModel

/// Change → the calls that make it. Which waits for which is not decided here but in `OrderingRules`.
enum StepDerivation {
    static func steps(for change: Change) -> [Step] {
        switch change {
        case .createTenant(let tenant):
            return [
                Step(
                    tenant.address, "create", stage: .change,
                    call: .createTenant(tenant.path, description: tenant.description?.value),
                    reason: "the tenant does not exist", origin: tenant.location)
            ]
        case .describeTenant(let tenant, _):
            return [
                Step(
                    tenant.address, "describe", stage: .change,
                    call: .describeTenant(tenant.path, description: tenant.description?.value ?? ""),
                    reason: "the description differs", origin: tenant.description?.location ?? tenant.location)
            ]
        case .createInitiator(let initiator, let isFirstOwn, let hidden):
            return [
                Step(
                    initiator.address, "create", stage: .change,
                    call: .createInitiator(
                        tenant: initiator.tenant, iqn: initiator.iqn, label: initiator.label, force: isFirstOwn),
                    reason: "tenant \(initiator.tenant.shortName) does not know the initiator",
                    hazards: hidden.isEmpty ? [] : [.endsInheritance(initiator.tenant, hidden: hidden)],
                    origin: initiator.location)
            ]
        case .createInitiatorGroup(let group):
            return [
                Step(
                    group.address, "create", stage: .change,
                    call: .createInitiatorGroup(
                        tenant: group.tenant, name: group.name, members: group.members.value),
                    reason: "the group does not exist", origin: group.location)
            ]
        case .changeMembers(let group, let added, let removed, let foreign, let reach):
            return added.map { memberStep(group, adding: $0) }
                + removed.map { memberStep(group, removing: $0, foreign, reach) }
        case .createAppInstance(let desired, let spec):
            return [
                Step(
                    desired.address, "create", stage: .change, call: .createAppInstance(spec),
                    reason: "the volume does not exist", origin: desired.location)
            ]
        case .assembleAppInstance(let assembly): return assembly.steps
        case .cloneAppInstance(let change, let spec):
            let desired = change.desired
            return [
                Step(
                    desired.address, "clone", stage: .create, call: .cloneAppInstance(spec),
                    reason: "the volume does not exist", origin: desired.origin?.location ?? desired.location)
            ] + AppInstanceSteps(change).steps
        case .updateAppInstance(let change):
            return AppInstanceSteps(change).steps
        case .removeAppInstance(let removal): return removal.steps
        case .removeShared(let removal): return removal.steps
        case .adopt(let adoption): return adoption.steps
        case .restore(let restoration): return restoration.steps
        case .createSnapshot(let creation): return creation.steps
        case .settleSnapshot(let settlement): return settlement.steps
        case .removeSnapshot(let removal): return removal.steps
        case .rollBack(let rollback): return rollback.steps
        }
    }

    private static func memberStep(_ group: DesiredInitiatorGroup, adding member: InitiatorName) -> Step {
        Step(
            group.address, "add \(member)", stage: .change,
            call: .addGroupMember(tenant: group.tenant, group: group.name, member: member),
            reason: "the manifest lists this member", origin: group.members.location ?? group.location)
    }

    private static func memberStep(
        _ group: DesiredInitiatorGroup, removing member: InitiatorName, _ foreign: [ForeignReference],
        _ reach: GroupReach
    ) -> Step {
        var hazards: [Hazard] = reach.connected.contains(member) ? [.cutsOff([member])] : []
        if !reach.others.isEmpty { hazards.append(.takesAccess(member, to: reach.others)) }
        return Step(
            group.address, "remove \(member)", stage: .change,
            call: .removeGroupMember(tenant: group.tenant, group: group.name, member: member),
            reason: foreign.first { $0.name == member.text }.map { "the group names \($0)" }
                ?? "the manifest does not list this member", hazards: hazards,
            origin: group.members.location ?? group.location)
    }
}
