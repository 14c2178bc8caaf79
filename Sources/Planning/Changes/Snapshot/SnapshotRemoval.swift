package import Diagnostics
package import StorageModel

/// A snapshot to delete, because `removed` lists it.
///
/// The note of it goes first: should the run end in between, the snapshot is still found by the next one.
package struct SnapshotRemoval: AuxiliaryWork, Equatable {
    package var address: ResourceAddress
    /// Of its volume.
    package var lane: ResourceAddress
    package var name: SnapshotName
    package var observed: ObservedAppInstance
    /// Nil when it is gone and only the note of it is left.
    package var snapshot: ObservedSnapshot?
    package var owner: SnapshotOwner
    package var store: MetadataStore
    package var location: SourceLocation?

    package var kind: Change.Kind { .delete }
    package var isExplainedByLastStep: Bool { true }
    package var destroyedSnapshots: Int { snapshot == nil ? 0 : 1 }

    package func destroys(_ source: CloneSpec.Source) -> Bool {
        switch source {
        case .appInstance, .volume: false
        case .snapshot(let desired): desired.owner == owner && desired.timestamp == snapshot?.timestamp
        case .namedSnapshot(let desired): desired.owner == owner && .named(desired.name) == name
        }
    }

    package var fields: [FieldChange] {
        [
            snapshot.map { FieldChange(.other("taken"), from: .text($0.takenAt), to: nil) }
                ?? FieldChange(
                    .name, from: .text(name.description), to: nil, note: "the snapshot has already been deleted")
        ]
    }

    package var steps: [Step] {
        var steps: [Step] = []
        if case .named(let name) = name {
            steps.append(
                step(
                    "forget", .writeMetadata(observed.reference, [MetadataKey.snapshot(name): ""], in: store),
                    "its name is free again"))
        }
        if let snapshot {
            steps.append(
                step(
                    "delete",
                    .deleteSnapshot(SnapshotReference(owner: owner, timestamp: snapshot.timestamp)),
                    "`removed` lists it", [.deletesSnapshot(takenAt: snapshot.takenAt)]))
        }
        return steps
    }

    private func step(_ action: String, _ call: ArrayCall, _ reason: String, _ hazards: [Hazard] = []) -> Step {
        Step(
            address, action, lane: lane, stage: .safeguard, call: call, reason: reason, hazards: hazards,
            origin: location)
    }
}
