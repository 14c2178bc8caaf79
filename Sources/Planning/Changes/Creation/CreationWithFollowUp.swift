import Diagnostics
package import StorageModel

/// An app instance that one POST alone does not make as it shall be: one from a template, which brings no access list, or
/// one with key-values. What follows addresses it by its name, because nobody knows its uuid yet.
package struct CreationWithFollowUp: PlannedWork, Equatable {
    package var spec: AppInstanceSpec
    /// From what the POST makes to what shall be.
    package var completion: AppInstanceChange

    var desired: DesiredAppInstance { completion.desired }

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

extension CreationWithFollowUp {
    package var address: ResourceAddress { desired.address }
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { desired }
    package var liveAppInstance: ObservedAppInstance? { nil }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { nil }
    package var takesName: Bool { true }
    package var freesName: Bool { false }
    package var destroyedVolumes: Int { 0 }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { false }
    package var growth: Int { spec.storageInstances.provisioned }
    package var closesWindow: Bool { false }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
