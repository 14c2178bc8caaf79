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
