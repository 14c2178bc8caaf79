typealias CurlOutcome = Result<HTTPResponse, TransportFailure>

/// What callers ask of the loop.
enum CurlCommand: Sendable {
    case start(CurlRequest)
    case cancel(CancellationFlag)
    case stop
}

/// A request on its way to the loop, and whoever waits for its answer.
struct CurlRequest: Sendable {
    let ticket: CancellationFlag
    let request: HTTPRequest
    /// Resumed exactly once: by the transfer made of this order, or by `fail`.
    let continuation: CheckedContinuation<CurlOutcome, Never>

    func fail(_ failure: TransportFailure) { continuation.resume(returning: .failure(failure)) }
}
