package import StorageModel

/// A declared snapshot that has not been taken.
///
/// ```
/// announce   PUT da.snap.NAME = asked    before it is taken
/// take       POST snapshot
/// confirm    PUT da.snap.NAME = taken    from now on it is never taken again
/// ```
package struct SnapshotCreation: Sendable, Equatable {
    package var desired: DesiredSnapshot
    package var app: DesiredAppInstance
    package var snapshot: NamedSnapshot
    /// Nil when the plan makes its volume, too.
    package var observed: ObservedAppInstance?
    /// Taken of the volume as it was, before the plan changes anything; or, of one that is being made, when it is ready.
    package var isFirst: Bool
    package var store: MetadataStore

    package var address: ResourceAddress { .snapshot(of: app.key, name: desired.name) }

    var fields: [FieldChange] {
        [
            FieldChange(
                "of", to: .text(app.address.description),
                note: isFirst ? "as it is before this plan" : nil, location: desired.location)
        ]
    }

    var steps: [Step] {
        [
            step("announce", note(.asked), "written down first, so that it is never taken twice"),
            step("take", .takeSnapshot(snapshot), "the snapshot has not been taken"),
            step("confirm", note(.taken), "a snapshot that goes later must not come back with other data"),
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
