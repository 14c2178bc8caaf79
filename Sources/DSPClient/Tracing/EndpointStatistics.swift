/// What requests of one kind have cost so far.
package struct EndpointStatistics: Sendable, Hashable {
    package var requests = 0
    /// Those among them that repeated an earlier one.
    package var retries = 0
    /// Those without an answer, and those answered with 4xx or 5xx.
    package var failures = 0
    package var time: Duration = .zero
    package var longest: Duration = .zero

    package init() {}

    package mutating func count(_ record: RequestRecord) {
        requests += 1
        if record.isRetry { retries += 1 }
        switch record.outcome {
        case .status(let status) where status < 400: break
        case .status, .failed: failures += 1
        }
        time += record.duration
        longest = max(longest, record.duration)
    }
}
