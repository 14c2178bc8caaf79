package import Execution
package import Planning

/// One line of the event stream of a run.
package enum RunEvent: Sendable {
    case version(String)
    case applyStart(stack: String, steps: Int, pid: Int)
    case apply(ApplyEvent)
    /// The run is alive, and what it waits for; at least every ten seconds.
    case heartbeat(done: Int, steps: Int, running: [String])
    /// What has changed since the plan was reviewed, so that nothing is done; one event for each object.
    case stale(StaleObject)
    /// Why nothing, or nothing more, was done.
    case problem(String)
    /// The last one, always. The summary is nil when no step had begun.
    case summary(exitCode: Int, ApplySummary<Step>?)
}
