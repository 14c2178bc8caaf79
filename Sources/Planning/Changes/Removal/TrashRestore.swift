package import StorageModel

/// An app instance that comes back out of the trash.
package struct TrashRestore: PlannedWork, Equatable {
    package var address: ResourceAddress
    package var observed: ObservedAppInstance
    package var marker: Marker

    /// The name it had; without what was remembered, what the name in the trash still shows of it.
    package var name: String {
        let remembered = observed.metadata?[MetadataKey.name, default: ""] ?? ""
        return remembered.isEmpty ? observed.nameInTrash : remembered
    }

    private var adminState: AdminState {
        AdminState(rawValue: observed.metadata?[MetadataKey.adminState] ?? "") ?? .online
    }

    package var fields: [FieldChange] {
        [
            FieldChange(.name, from: .text(observed.name), to: .text(name)),
            FieldChange(
                .adminState, from: .text(observed.adminState.rawValue), to: .text(adminState.rawValue)),
        ]
    }

    package var steps: [Step] {
        var marker = marker
        marker.flags.isTrashed = false
        return [
            Step(
                address, "restore", stage: .finish,
                call: .updateAppInstance(
                    observed.reference, AppInstanceUpdate(name: name, adminState: adminState, marker: marker)),
                reason: "this command restores it", origin: nil)
        ]
    }
}

extension TrashRestore {
    package var kind: Change.Kind { .restore }
    package var isExplainedByLastStep: Bool { true }
    package var desiredAppInstance: DesiredAppInstance? { nil }
    package var liveAppInstance: ObservedAppInstance? { observed }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { observed }
    package var takesName: Bool { false }
    package var freesName: Bool { false }
    package var destroyedVolumes: Int { 0 }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { false }
    package var growth: Int { 0 }
    package var contentAfter: [StorageInstanceContent]? { nil }
    package var closesWindow: Bool { false }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
