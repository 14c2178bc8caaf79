package import StorageModel

/// A copy, and everything that separates it from what is desired.
package struct CloneCreation: CreationWork, Equatable {
    package var change: AppInstanceChange
    package var spec: CloneSpec

    package var desired: DesiredAppInstance { change.desired }
    package var created: [StorageInstanceContent] { after.storageInstances }

    /// What it is a copy of, then everything that it will be.
    package var fields: [FieldChange] {
        func fields(where isMeant: (Difference) -> Bool) -> [FieldChange] {
            change.differences.filter(isMeant).flatMap { $0.fieldChanges(showingPaths: false) }
        }
        return fields(where: \.isOrigin) + expectedSpec.fields(for: desired, isClone: true)
            + fields(where: \.isMetadata)
    }

    package var steps: [Step] {
        [
            Step(
                desired.address, "clone", stage: .create, call: .cloneAppInstance(spec),
                reason: "the volume does not exist",
                origin: desired.origin?.location ?? (spec.image == nil ? nil : desired.image?.location)
                    ?? desired.location)
        ] + AppInstanceSteps(change).steps
    }

    private var after: ObservedAppInstance { change.observed.resolving(change.differences) }

    /// What one POST would say that made it as it will be, without what is not managed.
    private var expectedSpec: AppInstanceSpec {
        let after = after
        return AppInstanceSpec(
            tenant: after.tenant, name: after.name, marker: change.markerAfter,
            accessControlMode: desired.accessControlMode, adminState: desired.adminState?.value,
            storageInstances: desired.storageInstances.compactMap { declared in
                guard var storage = after.storageInstances.first(where: { $0.name == declared.name }) else {
                    return nil
                }
                if declared.ipPools == nil { storage.ipPool = nil }
                storage.volumes = declared.volumes.compactMap { volume in
                    guard var live = storage.volumes.first(where: { $0.name == volume.name }) else { return nil }
                    if volume.placement == nil { live.placement = nil }
                    return live
                }
                return storage
            })
    }
}
