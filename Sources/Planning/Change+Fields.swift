import StorageModel

extension Change {
    /// What the change does, field by field, in a fixed order.
    package var fields: [FieldChange] {
        switch self {
        case .createTenant(let tenant):
            return tenant.description.map {
                [FieldChange("description", to: .text($0.value), location: $0.location)]
            } ?? []
        case .describeTenant(let tenant, let from):
            return [
                FieldChange(
                    "description", from: from.map(FieldValue.text), to: tenant.description.map { .text($0.value) },
                    location: tenant.description?.location)
            ]
        case .createInitiator(let initiator, _, _):
            return [
                FieldChange("iqn", to: .text(initiator.iqn.text), location: initiator.location),
                FieldChange("name", to: .text(initiator.label), location: initiator.location),
            ]
        case .createInitiatorGroup(let group):
            return [
                FieldChange(
                    "members", to: .list(group.members.value.sorted().map(\.text)), location: group.members.location)
            ]
        case .changeMembers(let group, let added, let removed, _):
            return added.map { FieldChange("members", to: .text($0.text), location: group.members.location) }
                + removed.map {
                    FieldChange("members", from: .text($0.text), to: nil, location: group.members.location)
                }
        case .createAppInstance(let desired, let blueprint):
            return blueprint.fields(for: desired)
        case .updateAppInstance(let change):
            let isSeveral = change.desired.hasSeveralVolumes
            return change.differences.flatMap { $0.fieldChanges(showingPaths: isSeveral) }
        case .removeAppInstance(let removal): return removal.fields
        case .removeShared(let removal): return removal.fields
        case .adopt(let adoption): return adoption.fields
        case .restore(let restoration): return restoration.fields
        case .createSnapshot(let creation): return creation.fields
        case .removeSnapshot(let removal): return removal.fields
        }
    }
}

extension DesiredAppInstance {
    /// Whether fields need the path of their volume to be told apart.
    var hasSeveralVolumes: Bool { storageInstances.count > 1 || storageInstances.contains { $0.volumes.count > 1 } }
}
