import Diagnostics
package import StorageModel

/// An app instance that one POST alone does not make as it shall be: one from a template, which brings no access list, or
/// one with key-values. What follows addresses it by its name, because nobody knows its uuid yet.
package struct CreationWithFollowUp: CreationWork, Equatable {
    package var spec: AppInstanceSpec
    /// From what the POST makes to what shall be.
    package var completion: AppInstanceChange

    package var desired: DesiredAppInstance { completion.desired }
    package var growth: Int { spec.storageInstances.provisioned }

    package var fields: [FieldChange] {
        spec.fields(for: desired)
            + completion.differences.flatMap { $0.fieldChanges(showingPaths: desired.hasSeveralVolumes) }
    }

    package var steps: [Step] {
        [
            Step(
                desired.address, "create", stage: .create, call: .createAppInstance(spec),
                reason: "the volume does not exist", origin: desired.location)
        ] + AppInstanceSteps(completion).steps
    }
}
