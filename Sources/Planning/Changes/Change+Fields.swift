import StorageModel

extension Change {
    /// What the change does, field by field, in a fixed order.
    package var fields: [FieldChange] {
        switch self {
        case .createTenant(let tenant):
            return tenant.description.map {
                [FieldChange(.description, to: .text($0.value), location: $0.location)]
            } ?? []
        case .describeTenant(let tenant, let from):
            return [
                FieldChange(
                    .description, from: from.map(FieldValue.text), to: tenant.description.map { .text($0.value) },
                    location: tenant.description?.location)
            ]
        case .createInitiator(let initiator, _, _):
            return [
                FieldChange(.other("iqn"), to: .text(initiator.iqn.text), location: initiator.location),
                FieldChange(.name, to: .text(initiator.label), location: initiator.location),
            ] + initiator.tenant.fields
        case .createInitiatorGroup(let group):
            return [
                FieldChange(.name, to: .text(group.name), location: group.location),
                FieldChange(
                    .other("members"), to: .list(group.members.value.sorted().map(\.text)),
                    location: group.members.location),
            ] + group.tenant.fields
        case .changeMembers(let group, let added, let removed, let foreign, _):
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
        case .createAppInstance(let desired, let spec):
            return spec.fields(for: desired)
        case .assembleAppInstance(let assembly): return assembly.fields
        case .cloneAppInstance(let change, _): return change.cloneFields
        case .updateAppInstance(let change):
            let isSeveral = change.desired.hasSeveralVolumes
            return change.differences.flatMap { $0.fieldChanges(showingPaths: isSeveral) }
        case .removeAppInstance(let removal): return removal.fields
        case .removeShared(let removal): return removal.fields
        case .adopt(let adoption): return adoption.fields
        case .restore(let restoration): return restoration.fields
        case .createSnapshot(let creation): return creation.fields
        case .settleSnapshot(let settlement): return settlement.fields
        case .removeSnapshot(let removal): return removal.fields
        case .rollBack(let rollback): return rollback.fields
        }
    }
}

extension AppInstanceChange {
    /// Of a clone: what it is a copy of, then everything that it will be.
    fileprivate var cloneFields: [FieldChange] {
        func fields(where isMeant: (Difference) -> Bool) -> [FieldChange] {
            differences.filter(isMeant).flatMap { $0.fieldChanges(showingPaths: false) }
        }
        return fields(where: \.isOrigin) + expectedSpec.fields(for: desired) + fields(where: \.isKeyValues)
    }

    /// What one POST would say that made it as it will be, without what is not managed.
    private var expectedSpec: AppInstanceSpec {
        let after = observed.resolving(differences)
        return AppInstanceSpec(
            tenant: after.tenant, name: after.name, marker: markerAfter, accessControlMode: desired.accessControlMode,
            adminState: desired.adminState?.value,
            storageInstances: desired.storageInstances.compactMap { wanted in
                guard var storage = after.storageInstances.first(where: { $0.name == wanted.name }) else { return nil }
                if wanted.ipPools == nil { storage.ipPool = nil }
                storage.volumes = wanted.volumes.compactMap { volume in
                    guard var live = storage.volumes.first(where: { $0.name == volume.name }) else { return nil }
                    if volume.placement == nil { live.placement = nil }
                    return live
                }
                return storage
            })
    }
}

extension DesiredAppInstance {
    /// Whether fields need the path of their volume to be told apart.
    var hasSeveralVolumes: Bool { storageInstances.count > 1 || storageInstances.contains { $0.volumes.count > 1 } }
}
