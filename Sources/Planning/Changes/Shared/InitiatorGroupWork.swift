package import StorageModel

/// An initiator group that does not exist yet.
package struct InitiatorGroupCreation: AuxiliaryWork, Equatable {
    package var group: DesiredInitiatorGroup

    package var address: ResourceAddress { group.address }
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }

    package var fields: [FieldChange] {
        [
            FieldChange(.name, to: .text(group.name), location: group.location),
            FieldChange(
                .other("members"), to: .list(group.members.value.sorted().map(\.text)),
                location: group.members.location),
        ] + group.tenant.fields
    }

    package var steps: [Step] {
        [
            Step(
                group.address, "create", stage: .change,
                call: .createInitiatorGroup(tenant: group.tenant, name: group.name, members: group.members.value),
                reason: "the group does not exist", origin: group.location)
        ]
    }
}

/// An initiator group that has other members.
package struct MembershipChange: AuxiliaryWork, Equatable {
    package var group: DesiredInitiatorGroup
    package var added: [InitiatorName]
    package var removed: [InitiatorName]
    /// Of those that are removed, the ones that are initiators of other tenants. One that is desired is added again, as
    /// the initiator that the group's own tenant means by the name.
    package var foreign: [ForeignReference]
    package var reach: GroupReach

    package var address: ResourceAddress { group.address }
    package var kind: Change.Kind { .update }
    package var isExplainedByLastStep: Bool { false }

    package var fields: [FieldChange] {
        let place = "of \(group.name)" + (group.tenant == .root ? "" : " in tenant \(group.tenant.shortName)")
        return added.map {
            FieldChange(.other("members"), to: .text($0.text), note: place, location: group.members.location)
        }
            + removed.flatMap { member in
                let others = foreign.filter { $0.name == member.text }.map(\.description)
                return others.isEmpty ? [member.text] : others
            }.map {
                FieldChange(
                    .other("members"), from: .text($0), to: nil, note: place, location: group.members.location)
            }
    }

    package var steps: [Step] { added.map(adding) + removed.map(removing) }

    private func adding(_ member: InitiatorName) -> Step {
        Step(
            group.address, "add \(member)", stage: .change,
            call: .addGroupMember(tenant: group.tenant, group: group.name, member: member),
            reason: "the manifest lists this member", origin: group.members.location ?? group.location)
    }

    private func removing(_ member: InitiatorName) -> Step {
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
