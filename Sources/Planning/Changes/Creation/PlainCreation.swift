package import StorageModel

/// An app instance that one POST makes as it shall be.
package struct PlainCreation: PlannedWork, Equatable {
    package var desired: DesiredAppInstance
    package var spec: AppInstanceSpec

    package var address: ResourceAddress { desired.address }
    package var fields: [FieldChange] { spec.fields(for: desired) }

    package var steps: [Step] {
        [
            Step(
                desired.address, "create", stage: .change, call: .createAppInstance(spec),
                reason: "the volume does not exist", origin: desired.location)
        ]
    }
}

extension PlainCreation {
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
