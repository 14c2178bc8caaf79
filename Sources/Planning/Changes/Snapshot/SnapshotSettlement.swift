package import StorageModel

/// A note that a snapshot has been asked for, of a run that was stopped before it could say what came of it.
///
/// Where the snapshot is there, the note becomes `taken`, so that one that goes later is never taken again. Where it is
/// not, and it is no longer declared, the note is removed.
package struct SnapshotSettlement: AuxiliaryWork, Equatable {
    package var address: ResourceAddress
    /// Of its volume.
    package var lane: ResourceAddress
    package var name: String
    package var app: AppInstanceReference
    package var isTaken: Bool
    package var store: MetadataStore

    package var kind: Change.Kind { .update }
    package var isExplainedByLastStep: Bool { false }
    package var openNote: OpenNote? { .left }

    package var fields: [FieldChange] {
        [
            FieldChange(
                .other("note"), from: .text(SnapshotProgress.asked.rawValue),
                to: isTaken ? .text(SnapshotProgress.taken.rawValue) : nil,
                note: isTaken ? "the snapshot is there" : "it was never taken, and the manifest no longer declares it")
        ]
    }

    package var steps: [Step] {
        [
            Step(
                address, isTaken ? "confirm" : "withdraw", lane: lane, stage: .recover,
                call: .writeMetadata(
                    app, [MetadataKey.snapshot(name): isTaken ? SnapshotProgress.taken.rawValue : ""], in: store),
                reason: "an earlier run was stopped before it recorded the result of the snapshot", origin: nil)
        ]
    }
}
