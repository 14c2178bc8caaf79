package import Diagnostics
package import StorageModel

/// An initiator, an initiator group or a tenant to delete, because `removed` lists it.
package struct SharedRemoval: AuxiliaryWork, Equatable {
    package enum Object: Sendable, Hashable {
        case initiator(InitiatorName, label: String, tenant: TenantPath)
        case initiatorGroup(String, tenant: TenantPath, members: Set<InitiatorName>)
        case tenant(TenantPath, description: String?)
    }

    package var address: ResourceAddress
    package var object: Object
    package var location: SourceLocation?

    package var kind: Change.Kind { .delete }
    package var isExplainedByLastStep: Bool { true }

    package var fields: [FieldChange] {
        switch object {
        case .initiator(let iqn, let label, let tenant):
            [
                FieldChange(.other("iqn"), from: .text(iqn.text), to: nil),
                FieldChange(.name, from: .text(label), to: nil),
            ]
                + tenant.goneFields
        case .initiatorGroup(let name, let tenant, let members):
            [
                FieldChange(.name, from: .text(name), to: nil),
                FieldChange(.other("members"), from: .list(members.sorted().map(\.text)), to: nil),
            ] + tenant.goneFields
        case .tenant(let path, let description):
            [FieldChange(.other("path"), from: .text(path.description), to: nil)]
                + (description.map { [FieldChange(.description, from: .text($0), to: nil)] } ?? [])
        }
    }

    package var steps: [Step] {
        let call: ArrayCall =
            switch object {
            case .initiator(let iqn, _, let tenant): .deleteInitiator(tenant: tenant, iqn: iqn)
            case .initiatorGroup(let name, let tenant, _): .deleteInitiatorGroup(tenant: tenant, name: name)
            case .tenant(let path, _): .deleteTenant(path)
            }
        return [
            Step(
                address, "delete", stage: .finish, call: call, reason: "`removed` lists it",
                hazards: [.deletesShared], origin: location)
        ]
    }
}

extension TenantPath {
    /// Of what lives in it and goes.
    fileprivate var goneFields: [FieldChange] {
        self == .root ? [] : [FieldChange(.other("tenant"), from: .text(shortName), to: nil)]
    }
}
