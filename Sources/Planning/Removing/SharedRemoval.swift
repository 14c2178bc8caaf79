package import Diagnostics
package import StorageModel

/// An initiator, an initiator group or a tenant that shall go, because `removed` says so.
package struct SharedRemoval: Sendable, Equatable {
    package enum Object: Sendable, Hashable {
        case initiator(InitiatorName, label: String, tenant: TenantPath)
        case initiatorGroup(String, tenant: TenantPath)
        case tenant(TenantPath)
    }

    package var address: ResourceAddress
    package var object: Object
    package var location: SourceLocation?

    var fields: [FieldChange] {
        switch object {
        case .initiator(let iqn, let label, _):
            [FieldChange("iqn", from: .text(iqn.text), to: nil), FieldChange("name", from: .text(label), to: nil)]
        case .initiatorGroup(let name, _): [FieldChange("name", from: .text(name), to: nil)]
        case .tenant(let path): [FieldChange("path", from: .text(path.description), to: nil)]
        }
    }

    var steps: [Step] {
        let call: ArrayCall =
            switch object {
            case .initiator(let iqn, _, let tenant): .deleteInitiator(tenant: tenant, iqn: iqn)
            case .initiatorGroup(let name, let tenant): .deleteInitiatorGroup(tenant: tenant, name: name)
            case .tenant(let path): .deleteTenant(path)
            }
        return [
            Step(
                address, "delete", stage: .finish, call: call, reason: "`removed` lists it",
                hazards: [.deletesShared], origin: location)
        ]
    }
}
