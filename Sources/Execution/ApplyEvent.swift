package import Planning
package import StorageModel

/// What happens while a plan is applied, for whoever shows it.
package enum ApplyEvent: Sendable {
    case started(Step)
    case finished(Step)
    case failed(Step, ArrayFailure)
    case skipped(Step)
    /// An offline window is closed because the steps inside it could not all be done.
    case undoing(Step)
}
