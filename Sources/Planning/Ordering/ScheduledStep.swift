package import StorageModel

/// All that the order of steps and the machine that runs them know of a step: where it stands, and never what it does.
package protocol ScheduledStep: Sendable, Equatable {
    var id: String { get }
    var address: ResourceAddress { get }
    /// The resource among whose steps its stage counts.
    var lane: ResourceAddress { get }
    var stage: Step.Stage { get }
    /// Whether it can be taken back when the steps that rely on it cannot all be done.
    var canBeUndone: Bool { get }
    /// Whether it may continue on the array after its answer was lost, so that what relies on its end must not be
    /// undone meanwhile.
    var mayStillRunAfterLostAnswer: Bool { get }
}

extension Step: ScheduledStep {
    package var canBeUndone: Bool { undo != nil }
    package var mayStillRunAfterLostAnswer: Bool { action.mayStillRunAfterLostAnswer }
}
