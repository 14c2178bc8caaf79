package import StorageModel

/// An initiator that a tenant does not know.
package struct InitiatorCreation: AuxiliaryWork, Equatable {
    package var initiator: DesiredInitiator
    package var isFirstOwn: Bool
    /// The inherited initiators that the tenant no longer sees once it has this one of its own.
    package var hidden: [InitiatorName]

    package var address: ResourceAddress { initiator.address }
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }

    package var fields: [FieldChange] {
        [
            FieldChange(.other("iqn"), to: .text(initiator.iqn.text), location: initiator.location),
            FieldChange(.name, to: .text(initiator.label), location: initiator.location),
        ] + initiator.tenant.fields
    }

    package var steps: [Step] {
        [
            Step(
                initiator.address, "create", stage: .change,
                call: .createInitiator(
                    tenant: initiator.tenant, iqn: initiator.iqn, label: initiator.label, force: isFirstOwn),
                reason: "the initiator does not exist in tenant \(initiator.tenant.shortName)",
                hazards: hidden.isEmpty ? [] : [.endsInheritance(initiator.tenant, hidden: hidden)],
                origin: initiator.location)
        ]
    }
}
