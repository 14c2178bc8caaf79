internal import Synchronization

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

/// The identity of one `send`. It carries the cancellation as a flag too, because a task that is cancelled already posts
/// its cancellation before its order.
final class CurlTicket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
