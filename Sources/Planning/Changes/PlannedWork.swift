package import StorageModel

/// One kind of change: what it is made of, and all that plans, guards and records ask of it.
///
/// A kind of change is one file. Nothing here has a default, so that the compiler asks a new kind every question. Two sorts of
/// kinds have most answers in common: `AuxiliaryWork` and `CreationWork`.
package protocol PlannedWork: Sendable {
    var address: ResourceAddress { get }
    var kind: Change.Kind { get }
    /// What it does, field by field, in a fixed order.
    var fields: [FieldChange] { get }
    /// The steps that make it. Which waits for which is decided in `OrderingRules`.
    var steps: [Step] { get }
    /// Whether what its steps prepare is explained by the last of them alone.
    var isExplainedByLastStep: Bool { get }

    /// The app instance as the manifest wants it; nil where it declares none.
    var desiredAppInstance: DesiredAppInstance? { get }
    /// The app instance that it changes; nil for one that is created.
    var liveAppInstance: ObservedAppInstance? { get }
    /// What becomes of `liveAppInstance`; nil where others may take it as it is.
    var outcome: AppInstanceOutcome? { get }
    /// The app instance whose metadata decides about a step.
    var metadataSource: ObservedAppInstance? { get }

    /// Whether `desiredAppInstance` gets its name.
    var takesName: Bool { get }
    /// Whether `liveAppInstance` gives its name up.
    var freesName: Bool { get }
    /// How many volumes lose their data.
    var destroyedVolumes: Int { get }
    var destroyedSnapshots: Int { get }
    /// Whether a volume in use is changed or removed.
    var touchesVolume: Bool { get }
    /// How much more is on disk, replicas included, in GiB.
    var growth: Int { get }
    /// What the app instance holds when it is made, nothing for one that is gone; nil where that stays as it is.
    var contentAfter: [StorageInstanceContent]? { get }
    /// Whether what a stopped run has left offline is online, or gone, when it is made.
    var closesWindow: Bool { get }
    /// A hash over all that is there of what goes; nil where nothing goes.
    var contents: String? { get }
    /// Whether a run that ends before its end leaves a note on the array that another run has to settle.
    var openNote: OpenNote? { get }
    /// Whether it takes away what a clone is made of.
    func destroys(_ source: CloneSpec.Source) -> Bool
}

package enum AppInstanceOutcome: Sendable, Equatable {
    case becomes(ObservedAppInstance)
    case isGone
}

/// A note that a step leaves on the array.
package enum OpenNote: Sendable {
    /// It is there already.
    case left
    /// It is there as soon as a step has begun.
    case written
}

/// A change beside the app instances: of what they share, of their snapshots, of the notes about those.
package protocol AuxiliaryWork: PlannedWork {}

extension AuxiliaryWork {
    package var desiredAppInstance: DesiredAppInstance? { nil }
    package var liveAppInstance: ObservedAppInstance? { nil }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { nil }
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

/// A change that makes an app instance.
package protocol CreationWork: PlannedWork {
    var desired: DesiredAppInstance { get }
    /// What it will hold.
    var created: [StorageInstanceContent] { get }
}

extension CreationWork {
    package var address: ResourceAddress { desired.address }
    package var kind: Change.Kind { .create }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { desired }
    package var liveAppInstance: ObservedAppInstance? { nil }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { nil }
    package var takesName: Bool { true }
    package var freesName: Bool { false }
    package var destroyedVolumes: Int { 0 }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { false }
    package var growth: Int { created.provisioned }
    package var contentAfter: [StorageInstanceContent]? { created }
    package var closesWindow: Bool { false }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
