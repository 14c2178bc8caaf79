/// How long a client waits and how much it tells: what is not about the place of the array.
package struct Patience: Sendable {
    /// Seconds between two attempts, and after which there are no more.
    package var retryInterval: Setting<Double>?
    package var retryTimeout: Setting<Double>?
    /// Seconds without a byte of an answer.
    package var requestTimeout: Setting<Double>?
    /// Whether every request is logged; nil leaves it to `--log-level`.
    package var isDebugging: Setting<Bool>?
    /// Whether the time of each endpoint is printed at the end.
    package var showsStatistics: Setting<Bool>?

    package static let defaultRetryInterval = 5.0
    package static let defaultRetryTimeout = 120.0
    package static let defaultRequestTimeout = 60.0

    package init() {}

    /// What the command line does not say, a cinder.conf does. The driver profiles unless it is told not to; here a file
    /// that says nothing of it changes nothing.
    func over(_ cinder: CinderConf?) -> Patience {
        guard let cinder else { return self }
        var result = self
        result.retryInterval = retryInterval ?? cinder.seconds(.retryInterval)
        result.retryTimeout = retryTimeout ?? cinder.seconds(.retryTimeout)
        result.isDebugging = isDebugging ?? cinder.flag(.debug)
        result.showsStatistics = showsStatistics ?? cinder.flag(.disableProfiler)?.map { !$0 }
        return result
    }
}
