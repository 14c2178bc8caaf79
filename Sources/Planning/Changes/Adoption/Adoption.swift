package import StorageModel

/// A live app instance that becomes the stack's: nothing but its marker changes.
package struct Adoption: PlannedWork, Equatable {
    package var desired: DesiredAppInstance
    package var observed: ObservedAppInstance
    package var marker: Marker
    package var store: MetadataStore

    package var fields: [FieldChange] {
        [
            FieldChange(
                .other("marker"), from: observed.marker.map { .text($0.stack) }, to: .text(marker.stack),
                note: "managed: " + marker.mask.names.joined(separator: ", "), location: desired.location)
        ] + observed.closedWindow
    }

    package var steps: [Step] { (remember.map { [$0] } ?? []) + [adopt] }

    /// What a person wrote into the description gives way to the marker and comes back with `forget`. Written only
    /// where it is not remembered already, also to replace what an earlier adoption remembered.
    private var remember: Step? {
        guard observed.marker == nil else { return nil }
        let text = observed.descr ?? ""
        let remembered = observed.metadata?[MetadataKey.description] ?? ""
        guard !text.hasSameBytes(as: remembered) else { return nil }
        return Step(
            desired.address, "remember", stage: .change,
            call: .writeMetadata(observed.reference, [MetadataKey.description: text], in: store),
            reason: "the marker replaces the description", origin: desired.location)
    }

    /// One that a stopped run of its owner has left open is closed by the same call.
    private var leavesWindow: Bool { observed.marker?.flags.hasOpenWindow == true }

    private var adopt: Step {
        Step(
            desired.address, "adopt", stage: .finish,
            call: .updateAppInstance(
                observed.reference,
                AppInstanceUpdate(adminState: leavesWindow ? .online : nil, marker: marker.closed)),
            reason: "stack `\(marker.stack)` takes ownership of it", origin: desired.location)
    }
}

extension Adoption {
    package var address: ResourceAddress { desired.address }
    package var kind: Change.Kind { .adopt }
    package var isExplainedByLastStep: Bool { true }
    package var desiredAppInstance: DesiredAppInstance? { desired }
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
    package var closesWindow: Bool { true }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
