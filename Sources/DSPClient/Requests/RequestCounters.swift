private import Locking
internal import StorageModel

/// The running counts, shared by concurrent requests.
final class RequestCounters: Sendable {
    private struct Counts: Sendable {
        var total = RequestStatistics()
        var byEndpoint: [String: EndpointStatistics] = [:]
    }

    private let counts = Locked(Counts())

    var value: RequestStatistics { counts.withLock { $0.total } }
    var byEndpoint: [String: EndpointStatistics] { counts.withLock { $0.byEndpoint } }

    /// Counted when it is sent: one that never comes back was one too.
    func count(isRetry: Bool) {
        counts.withLock {
            $0.total.requests += 1
            if isRetry { $0.total.retries += 1 }
        }
    }

    func count(_ record: RequestRecord) {
        counts.withLock { $0.byEndpoint[record.endpoint, default: EndpointStatistics()].count(record) }
    }
}

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
