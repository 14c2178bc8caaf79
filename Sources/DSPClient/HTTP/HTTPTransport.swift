/// The port through which requests leave: libcurl in production, the simulator in process in tests.
///
/// An HTTP error status is an answer, not a failure. A cancelled task makes `send` return soon, with the failure that
/// says whether anything was sent.
package protocol HTTPTransport: Sendable {
    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse
}
