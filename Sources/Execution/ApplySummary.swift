package import Planning
package import StorageModel

/// How an apply went, step by step.
package struct ApplySummary<Step: ScheduledStep>: Sendable, Equatable {
    package struct Failure: Sendable, Equatable {
        package var step: Step
        package var failure: StepFailure
    }

    package var done: [Step] = []
    package var failed: [Failure] = []
    /// Not tried, because a step they wait for failed.
    package var skipped: [Step] = []
    /// App instances that this run took offline and could not put back; the next run does so first.
    package var windowsLeftOpen: [ResourceAddress] = []
    package var wasInterrupted = false

    package var isComplete: Bool { failed.isEmpty && skipped.isEmpty && !wasInterrupted }
}
