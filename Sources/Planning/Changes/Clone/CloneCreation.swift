package import StorageModel

/// A copy, and everything that separates it from what is wanted.
package struct CloneCreation: PlannedWork, Equatable {
    package var change: AppInstanceChange
    package var spec: CloneSpec

    private var desired: DesiredAppInstance { change.desired }

    package var address: ResourceAddress { desired.address }

    /// What it is a copy of, then everything that it will be.
    package var fields: [FieldChange] {
        func fields(where isMeant: (Difference) -> Bool) -> [FieldChange] {
            change.differences.filter(isMeant).flatMap { $0.fieldChanges(showingPaths: false) }
        }
        return fields(where: \.isOrigin) + expectedSpec.fields(for: desired) + fields(where: \.isKeyValues)
    }

    package var steps: [Step] {
        [
            Step(
                desired.address, "clone", stage: .create, call: .cloneAppInstance(spec),
                reason: "the volume does not exist", origin: desired.origin?.location ?? desired.location)
        ] + AppInstanceSteps(change).steps
    }

    private var after: ObservedAppInstance { change.observed.resolving(change.differences) }

    /// What one POST would say that made it as it will be, without what is not managed.
    private var expectedSpec: AppInstanceSpec {
        let after = after
        return AppInstanceSpec(
            tenant: after.tenant, name: after.name, marker: change.markerAfter,
            accessControlMode: desired.accessControlMode, adminState: desired.adminState?.value,
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

extension CloneCreation {
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { change.desired }
    package var liveAppInstance: ObservedAppInstance? { nil }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { nil }
    package var takesName: Bool { true }
    package var freesName: Bool { false }
    package var destroyedVolumes: Int { 0 }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { false }
    package var growth: Int { after.storageInstances.provisioned }
    package var closesWindow: Bool { false }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
