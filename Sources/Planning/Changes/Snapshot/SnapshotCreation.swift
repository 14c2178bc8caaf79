package import StorageModel

/// A declared snapshot that has not been taken.
///
/// ```
/// announce   PUT da.snap.NAME = asked    before it is taken
/// take       POST snapshot
/// confirm    PUT da.snap.NAME = taken    from now on it is never taken again
/// ```
/// Who finds it asked for and missing right after a run that was stopped takes it. It cannot be told whether that run
/// was stopped before the POST, when the next one must simply continue, or after it, and the snapshot was deleted
/// since. In both cases no such snapshot was reported, and nothing relies on one: the changes of its volume and
/// the clones of it wait for `confirm`, so that whatever is taken then is still the volume as it was before them. The
/// next run settles every note that it finds open (`SnapshotSettlementDiff`); one that is found open later, with the
/// snapshot missing, blocks.
package struct SnapshotCreation: AuxiliaryWork, Equatable {
    package var desired: DesiredSnapshot
    package var app: DesiredAppInstance
    package var snapshot: NamedSnapshot
    /// Nil when the plan makes its volume, too.
    package var observed: ObservedAppInstance?
    /// Taken of the volume as it was, before the plan changes anything; or, of one that is being made, when it is
    /// ready.
    package var isFirst: Bool
    package var store: MetadataStore
    /// An earlier run has written the first note already.
    package var wasAsked = false

    package var address: ResourceAddress { .snapshot(of: app.key, name: desired.name) }

    package var fields: [FieldChange] {
        [
            FieldChange(
                .other("of"), to: .text(app.address.description),
                note: isFirst ? "as it is before this plan" : nil, location: desired.location)
        ]
    }

    package var steps: [Step] {
        [
            step("announce", note(.asked), "recorded first, so that it is never taken twice"),
            step("take", .takeSnapshot(snapshot), "the snapshot has not been taken"),
            step("confirm", note(.taken), "a snapshot that is deleted later must not be taken again with other data"),
        ]
    }

    private func note(_ progress: SnapshotProgress) -> ArrayCall {
        .writeMetadata(
            snapshot.owner.app, [MetadataKey.snapshot(desired.name): progress.rawValue], in: store)
    }

    private func step(_ action: String, _ call: ArrayCall, _ reason: String) -> Step {
        Step(
            address, action, lane: app.address, stage: isFirst ? .safeguard : .afterwards, call: call, reason: reason,
            origin: desired.location)
    }
}

extension SnapshotCreation {
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { app }
    package var metadataSource: ObservedAppInstance? { observed }
    package var openNote: OpenNote? { wasAsked ? .left : .written }
}
