import Diagnostics
package import StorageModel

/// An app instance that one POST alone does not create as declared: one from a template, which brings no access list,
/// or one with metadata. What follows addresses it by its name, because its uuid is not known yet.
package struct CreationWithFollowUp: CreationWork, Equatable {
    package var spec: AppInstanceSpec
    /// From what the POST creates to what is declared.
    package var followUp: AppInstanceChange

    package var desired: DesiredAppInstance { followUp.desired }
    package var created: [StorageInstanceContent] { spec.storageInstances }

    package var fields: [FieldChange] {
        spec.fields(for: desired)
            + followUp.differences.flatMap { $0.fieldChanges(showingPaths: desired.hasSeveralVolumes) }
    }

    package var steps: [Step] {
        [
            Step(
                desired.address, "create", stage: .create, call: .createAppInstance(spec),
                reason: "the volume does not exist", origin: desired.location)
        ] + AppInstanceSteps(followUp).steps
    }
}
