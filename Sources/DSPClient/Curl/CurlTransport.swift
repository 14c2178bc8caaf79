private import CLibCurl
private import Synchronization

/// HTTP over the system's libcurl: one thread and one `curl_multi` serve every request.
///
/// Of the two bridges measured in swift-stack.md section 1 this is A, a thread with a command queue: it needs 10-40 %
/// less CPU per request than an actor on a custom executor. What A gives up, the compiler's check of the isolation, is
/// regained by confinement: every libcurl handle belongs to a `CurlLoop` that never leaves its thread, and only
/// `CurlMailbox` is shared. No call of libcurl ever blocks a thread of the cooperative pool.
package final class CurlTransport: HTTPTransport {
    private let mailbox: CurlMailbox

    package init(settings: CurlSettings = CurlSettings()) {
        mailbox = CurlLoop.start(settings: settings)
    }

    /// Requests that still run are ended; their callers get a `TransportFailure`.
    deinit { mailbox.post(.stop) }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let ticket = CurlTicket()
        let outcome: CurlOutcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let order = CurlOrder(ticket: ticket, request: request, continuation: continuation)
                if !mailbox.post(.start(order)) { order.fail(.notSent(reason: "the transport is closed")) }
            }
        } onCancel: {
            ticket.cancel()
            mailbox.post(.cancel(ticket))
        }
        return try outcome.get()
    }
}
