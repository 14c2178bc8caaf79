internal import Synchronization

/// What a client has sent so far.
package struct RequestStatistics: Sendable, Hashable {
    /// HTTP requests, repeated ones included.
    package var requests = 0
    /// Those among them that repeated an earlier one.
    package var retries = 0

    package init(requests: Int = 0, retries: Int = 0) {
        self.requests = requests
        self.retries = retries
    }
}

/// The running count, shared by concurrent requests.
final class RequestTally: Sendable {
    private let statistics = Mutex(RequestStatistics())

    var value: RequestStatistics { statistics.withLock { $0 } }

    func count(isRetry: Bool) {
        statistics.withLock {
            $0.requests += 1
            if isRetry { $0.retries += 1 }
        }
    }
}
