typealias CurlOutcome = Result<HTTPResponse, TransportFailure>

/// What callers ask of the loop.
enum CurlCommand: Sendable {
    case start(CurlOrder)
    case cancel(CurlTicket)
    case stop
}

/// A request on its way to the loop, and whoever waits for its answer.
struct CurlOrder: Sendable {
    let ticket: CurlTicket
    let request: HTTPRequest
    /// Resumed exactly once: by the transfer made of this order, or by `fail`.
    let continuation: CheckedContinuation<CurlOutcome, Never>

    func fail(_ failure: TransportFailure) { continuation.resume(returning: .failure(failure)) }
}
