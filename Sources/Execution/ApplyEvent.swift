package import Planning
package import StorageModel

/// What happens while a plan is applied, for displays and journals. Each is reported before what follows from it
/// is done: `started` is the intent.
package enum ApplyEvent: Sendable {
    /// Another run holds the lease; this one waits.
    case leaseAwaited(LeaseReading)
    case leaseAcquired(LeaseRecord, tookOver: Bool)
    case leaseLost(String)
    case leaseReleased
    /// It could not be given back, and ends by itself.
    case leaseLeft(LeaseRecord, ArrayFailure)
    /// The run was told to stop: what runs is finished, nothing new begins.
    case interrupted
    /// Steps begin to run, so many of them.
    case begun(steps: Int)
    case started(Step)
    /// Reported as often as the copy moves on; nothing of it is kept.
    case imageProgress(Step, ImageProgress)
    case finished(Step)
    case failed(Step, StepFailure)
    case skipped(Step)
    /// An offline window is closed because the steps inside it could not all be done.
    case undoing(Step)
    case undone(Step)
    case undoFailed(Step, StepFailure)
}
