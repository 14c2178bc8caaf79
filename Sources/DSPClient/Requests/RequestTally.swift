private import Synchronization

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
