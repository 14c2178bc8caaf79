import StorageModel

/// Initiator groups: members are authoritative. A group inherited with the same members is used as it is.
struct InitiatorGroupDiff {
    let desired: DesiredState
    let observed: ObservedState

    func run(into draft: inout PlanDraft) {
        for group in desired.initiatorGroups {
            let live = observed.initiatorGroups[group.tenant]?.first { $0.name == group.name }
            guard let live, live.owner == group.tenant || live.hasMembers(of: group) else {
                draft.add(.createInitiatorGroup(InitiatorGroupCreation(group: group)))
                continue
            }
            guard !live.hasMembers(of: group) else {
                draft.unchangedCount += 1
                continue
            }
            let removed = live.members.subtracting(group.members.value).union(live.admitted.subtracting(live.members))
            let reach = GroupReach(of: group, in: observed, stack: desired.stack, removing: removed)
            if !reach.others.isEmpty {
                draft.note(
                    group.address, "its members also have access to \(reach.others.joined(separator: "; "))")
            }
            draft.add(
                .changeMembers(
                    MembershipChange(
                        group: group, added: group.members.value.subtracting(live.members).sorted(),
                        removed: removed.sorted(), foreign: live.foreignMembers.sorted(), reach: reach)))
        }
    }
}
