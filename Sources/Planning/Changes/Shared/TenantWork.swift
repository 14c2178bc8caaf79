package import StorageModel

/// A tenant that does not exist yet.
package struct TenantCreation: AuxiliaryWork, Equatable {
    package var tenant: DesiredTenant

    package var address: ResourceAddress { tenant.address }
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }

    package var fields: [FieldChange] {
        tenant.description.map { [FieldChange(.description, to: .text($0.value), location: $0.location)] } ?? []
    }

    package var steps: [Step] {
        [
            Step(
                tenant.address, "create", stage: .change,
                call: .createTenant(tenant.path, description: tenant.description?.value),
                reason: "the tenant does not exist", origin: tenant.location)
        ]
    }
}

/// A tenant that is described otherwise.
package struct TenantDescription: AuxiliaryWork, Equatable {
    package var tenant: DesiredTenant
    /// The description that it has.
    package var from: String?

    package var address: ResourceAddress { tenant.address }
    package var kind: Change.Kind { .update }
    package var isExplainedByLastStep: Bool { false }

    package var fields: [FieldChange] {
        [
            FieldChange(
                .description, from: from.map(FieldValue.text), to: tenant.description.map { .text($0.value) },
                location: tenant.description?.location)
        ]
    }

    package var steps: [Step] {
        [
            Step(
                tenant.address, "describe", stage: .change,
                call: .describeTenant(tenant.path, description: tenant.description?.value ?? ""),
                reason: "the description differs", origin: tenant.description?.location ?? tenant.location)
        ]
    }
}
