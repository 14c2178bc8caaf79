/// One HTTP request, complete: what goes on the wire and how the transport may treat it.
package struct HTTPRequest: Sendable, Hashable {
    package var method: HTTPMethod
    package var endpoint: Endpoint
    /// Percent-encoded, from the leading slash on, without query.
    package var path: String
    /// Percent-encoded, without the question mark; nil when there is none.
    package var query: String?
    package var headers: HTTPHeaders
    package var body: [UInt8]?
    /// The longest silence: from the moment it is sent to the first byte of the answer, and from each byte to the next.
    /// A long page over a slow line may take longer as a whole.
    package var timeout: Duration
    /// Whether a transport may send it a second time by itself, as HTTP clients do when a kept-alive connection turns
    /// out to be dead. It may not where doing it twice is not the same as doing it once.
    package var isRepeatable: Bool
    /// It does not wait for others to leave a connection.
    package var isUrgent: Bool
    /// From this moment on no byte of it may be sent.
    package var notAfter: ContinuousClock.Instant?
    /// It must not go over a connection that is open already: the one before has turned out to be dead.
    package var needsFreshConnection = false
    /// It asks only what the port speaks: over TLS nothing but the handshake is done, without a check of the peer.
    var isProbe = false

    package init(
        method: HTTPMethod, endpoint: Endpoint, path: String, query: String? = nil, headers: HTTPHeaders = [:],
        body: [UInt8]? = nil, timeout: Duration = .seconds(60), isRepeatable: Bool = false,
        isUrgent: Bool = false
    ) {
        self.method = method
        self.endpoint = endpoint
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.isRepeatable = isRepeatable
        self.isUrgent = isUrgent
    }

    package func isTooLate(at now: ContinuousClock.Instant) -> Bool { notAfter.map { $0 <= now } ?? false }

    package var url: String { "\(endpoint)\(path)" + (query.map { "?\($0)" } ?? "") }
}

// Headers carry the session's token and bodies carry passwords: neither is ever printed.
extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(method.rawValue) \(url)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The HTTP methods that the DSP's API uses.
package enum HTTPMethod: String, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
}

extension Duration {
    /// Whole milliseconds, rounded down; bounded to eleven days, which no time-out or pause needs.
    var milliseconds: Int {
        let (seconds, attoseconds) = min(self, .seconds(1_000_000)).components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
