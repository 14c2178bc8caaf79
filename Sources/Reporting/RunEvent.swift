package import Execution
package import Planning

/// One line of the event stream of a run.
package enum RunEvent: Sendable {
    case version(String)
    case applyStart(RunStart)
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

/// Who starts a run, for what and where: what an audit asks.
package struct RunStart: Sendable, Equatable {
    package var stack: String
    /// The verb of the command line: `apply`, `snapshot restore`.
    package var verb: String
    package var steps: Int
    package var pid: Int
    /// Of the operating system.
    package var user: String?
    package var host: String
    /// The user of the array.
    package var login: String
    package var array: String
    package var clusterUuid: String
    /// Of the plan.
    package var digest: String
    /// That is checked out where the manifest is; nil outside a Git repository.
    package var commit: String?
    /// Of datera-apply.
    package var version: String

    package init(
        stack: String, verb: String, steps: Int, pid: Int, user: String?, host: String, login: String, array: String,
        clusterUuid: String, digest: String, commit: String?, version: String
    ) {
        self.stack = stack
        self.verb = verb
        self.steps = steps
        self.pid = pid
        self.user = user
        self.host = host
        self.login = login
        self.array = array
        self.clusterUuid = clusterUuid
        self.digest = digest
        self.commit = commit
        self.version = version
    }
}
