/// The port to clocks and randomness. Code that waits, measures or retries is given one; tests give one whose time they
/// move.
///
/// No moment of one may be compared with a moment of another.
package struct Timing: Sendable {
    /// By a monotonic clock that continues while the machine sleeps.
    package var now: @Sendable () -> ContinuousClock.Instant
    /// What the machine takes for the time of day. Anybody may set it, so nothing is measured by it.
    package var timeOfDay: @Sendable () -> UTCSecond
    /// Throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// A random number from 0 up to 1.
    package var jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> ContinuousClock.Instant, timeOfDay: @escaping @Sendable () -> UTCSecond,
        sleep: @escaping @Sendable (Duration) async throws -> Void, jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.timeOfDay = timeOfDay
        self.sleep = sleep
        self.jitter = jitter
    }
}
