/// The port through which requests leave: libcurl in production, the simulator in process in tests.
///
/// An HTTP error status is an answer, not a failure. A cancelled task makes `send` return soon, with the failure that
/// says whether anything was sent.
package protocol HTTPTransport: Sendable {
    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse
}

/// An HTTP answer, whatever its status.
package struct HTTPResponse: Sendable, Hashable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: [UInt8]

    package init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

// The answer to a login holds the session's key: bodies are never printed.
extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "HTTP \(status), \(body.count) bytes" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why there is no HTTP answer. The cases differ in what the array may have done.
package enum TransportFailure: Error, Sendable, Hashable {
    /// Nothing was sent: refused, no route, connect timeout.
    case notSent(reason: String)
    /// Nothing was done, and trying again cannot help.
    case hopeless(ConnectionFault)
    /// Nothing was sent, because the moment had passed after which it must not be.
    case tooLate
    /// At least a part was sent and no whole answer came: timeout, reset, empty reply. It may or may not have been done.
    case noAnswer(reason: String)
}
