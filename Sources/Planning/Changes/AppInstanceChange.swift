package import StorageModel

/// All that differs on one live app instance.
package struct AppInstanceChange: PlannedWork, Equatable {
    package var desired: DesiredAppInstance
    package var observed: ObservedAppInstance
    package var differences: [Difference]
    /// The marker it carries now.
    package var markerBefore: Marker
    /// The marker that it has when all is done.
    package var markerAfter: Marker

    package var address: ResourceAddress { desired.address }

    package var fields: [FieldChange] {
        differences.flatMap { $0.fieldChanges(showingPaths: desired.hasSeveralVolumes) }
    }

    package var steps: [Step] { AppInstanceSteps(self).steps }

    private var isRename: Bool {
        differences.contains { if case .name = $0 { true } else { false } }
    }
}

extension AppInstanceChange {
    package var kind: Change.Kind { .update }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { desired }
    package var liveAppInstance: ObservedAppInstance? { observed }
    package var outcome: AppInstanceOutcome? { .becomes(observed.resolving(differences)) }
    package var metadataSource: ObservedAppInstance? { nil }
    package var takesName: Bool { isRename }
    package var freesName: Bool { isRename }
    package var destroyedVolumes: Int { differences.reduce(0) { $0 + $1.removedVolumes.count } }
    package var destroyedSnapshots: Int { 0 }
    /// What an earlier run has begun to create is not in use.
    package var touchesVolume: Bool {
        !markerBefore.flags.isBeingBuilt && differences.contains(where: \.touchesTheVolume)
    }
    /// What goes frees nothing before it is gone.
    package var growth: Int {
        let after = observed.resolving(differences.filter { !$0.isRemoval })
        return max(0, after.storageInstances.provisioned - observed.storageInstances.provisioned)
    }
    package var contentAfter: [StorageInstanceContent]? { observed.resolving(differences).storageInstances }
    package var closesWindow: Bool { differences.contains(where: \.isInterruptedWindow) }
    package var contents: String? { contentsOfParts }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}

extension DesiredAppInstance {
    /// Whether fields need the path of their volume to be told apart.
    var hasSeveralVolumes: Bool { storageInstances.count > 1 || storageInstances.contains { $0.volumes.count > 1 } }
}

extension Difference {
    /// Whether more than the marker changes.
    fileprivate var touchesTheVolume: Bool {
        switch self {
        case .key, .protection, .origin, .image, .record, .interruptedWindow: false
        case .name, .adminState, .setting, .ipPool, .performance, .snapshotPolicy, .accessList, .authentication,
            .accessControlMode, .addStorageInstance, .addVolume, .removePart, .metadata:
            true
        }
    }
}

extension [StorageInstanceContent] {
    /// On disks, so times replicas, in GiB.
    var provisioned: Int { flatMap(\.volumes).reduce(0) { $0 + $1.provisioned.count } }

    /// As hosts see it, in GiB.
    var size: Int { flatMap(\.volumes).reduce(0) { $0 + $1.size.count } }
}
