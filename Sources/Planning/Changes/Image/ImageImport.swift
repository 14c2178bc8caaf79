package import StorageModel

/// A live volume whose data is replaced by an image.
///
/// ```
/// save       POST snapshot               of what is there now
/// mark       PUT marker + b + i          from here on no plan lets anybody in before the image is complete
/// close      PUT acl_policy              nobody
/// ...                                    as a new volume gets its image (`AppInstanceSteps`)
/// ```
/// A run that is stopped after `mark` is resumed by the same command, or by `apply` when the manifest declares the image.
package struct ImageImport: PlannedWork, Equatable {
    /// From the closed volume to the one that holds the image.
    package var change: AppInstanceChange
    /// As it is now; nil where an earlier run has closed it.
    package var before: ObservedAppInstance?
    /// Nil where what is there now is not kept.
    package var safety: NamedSnapshot?

    package var address: ResourceAddress { change.address }

    private var size: Gibibytes { change.observed.size }

    package var fields: [FieldChange] {
        let data = FieldChange(
            .data, from: .text("now"), to: .text("the image"),
            note: safety == nil
                ? "what is there now is lost for good" : "what is there now is kept in a new snapshot")
        return (before == nil ? [] : [data]) + change.fields
    }

    package var steps: [Step] {
        guard let before else { return AppInstanceSteps(change).steps }
        let app = before.reference
        var steps: [Step] = []
        if let safety {
            steps.append(
                Step(
                    .snapshot(of: change.desired.key, name: safety.name), "save", lane: address, stage: .safeguard,
                    call: .takeSnapshot(safety), reason: "what is there now must not be lost", origin: nil))
        }
        steps.append(
            Step(
                address, "mark", stage: .change,
                call: .updateAppInstance(app, AppInstanceUpdate(marker: change.markerBefore)),
                reason: "the volume is incomplete until its image is written",
                hazards: safety == nil ? [.deletesData(size: size)] : [], origin: nil))
        for storage in before.storageInstances where !storage.hasEmptyAccessList {
            steps.append(
                Step(
                    address, "close \(storage.name)", stage: .change,
                    call: .setAccessList(
                        StorageInstanceReference(app: app, name: storage.name), initiators: [], groups: []),
                    reason: "no initiator may connect until then", origin: nil))
        }
        return steps + AppInstanceSteps(change).steps
    }
}

extension StorageInstanceContent {
    fileprivate var hasEmptyAccessList: Bool { initiators.isEmpty && groups.isEmpty && foreign.isEmpty }
}

/// A volume of the stack that gets the data of an image, in place of what it holds.
package struct ImageImportRequest: Sendable, Hashable {
    package var key: ResourceKey
    package var image: DesiredImage
    /// Replaces what the volume holds.
    package var overwrites: Bool
    /// Keeps what is there now in a snapshot.
    package var keepsSafety: Bool

    package init(key: ResourceKey, image: DesiredImage, overwrites: Bool, keepsSafety: Bool = true) {
        self.key = key
        self.image = image
        self.overwrites = overwrites
        self.keepsSafety = keepsSafety
    }
}

extension ImageImport {
    package var kind: Change.Kind { .update }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { change.desired }
    package var liveAppInstance: ObservedAppInstance? { before ?? change.observed }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { nil }
    package var takesName: Bool { false }
    package var freesName: Bool { false }
    package var destroyedVolumes: Int { before != nil && safety == nil ? 1 : 0 }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { before != nil }
    package var growth: Int { 0 }
    package var contentAfter: [StorageInstanceContent]? { nil }
    package var closesWindow: Bool { false }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
