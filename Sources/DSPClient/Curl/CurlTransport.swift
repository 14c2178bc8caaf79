private import CLibCurl
package import StorageModel
private import Synchronization

/// HTTP over the system's libcurl: one thread and one `curl_multi` serve every request.
///
/// Of the two bridges that were measured this is A, a thread with a command queue: it needs 10-40 %
/// less CPU per request than an actor on a custom executor. What A gives up, the compiler's check of the isolation, is
/// regained by confinement: every libcurl handle belongs to a `CurlLoop` that never leaves its thread, and only
/// `CurlQueue` is shared. No call of libcurl ever blocks a thread of the cooperative pool.
package final class CurlTransport: HTTPTransport {
    private let queue: CurlQueue
    private let hasAnswered = Atomic(false)

    package init(settings: CurlSettings, timing: Timing) {
        queue = CurlLoop.start(settings: settings, timing: timing)
    }

    /// Requests that still run are ended; their callers get a `TransportFailure`.
    deinit { queue.post(.stop) }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        do throws(TransportFailure) {
            let response = try await perform(request)
            hasAnswered.store(true, ordering: .relaxed)
            return response
        } catch {
            guard !hasAnswered.load(ordering: .relaxed), let fault = await schemeFault(of: error, at: request.endpoint)
            else { throw error }
            throw .hopeless(fault)
        }
    }

    /// Whether the port speaks what the address does not say. Servers that hear TLS instead of HTTP, or the reverse,
    /// just close: only trying the other one tells it from a server that has trouble. Nothing of the request goes
    /// along.
    private func schemeFault(of failure: TransportFailure, at endpoint: Endpoint) async -> ConnectionFault? {
        switch (failure, endpoint.scheme) {
        case (.noAnswer, .http), (.notSent, .https): break
        case (.noAnswer, .https), (.notSent, .http), (.hopeless, _), (.tooLate, _): return nil
        }
        // What answers then would be the proxy.
        guard ProxySetting.description(for: endpoint) == nil, !Task.isCancelled else { return nil }
        let other = endpoint.scheme == .http ? Endpoint.Scheme.https : .http
        var probe = HTTPRequest(
            method: .get, endpoint: Endpoint(scheme: other, host: endpoint.host, port: endpoint.port), path: "/",
            timeout: .seconds(3))
        probe.isProbe = true
        probe.isUrgent = true
        do throws(TransportFailure) {
            _ = try await perform(probe)
            return other == .http ? .plainPort : .tlsPort
        } catch {
            // A handshake that was refused was understood.
            if other == .https, case .hopeless = error { return .tlsPort }
            return nil
        }
    }

    private func perform(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let ticket = CancellationFlag()
        let outcome: CurlOutcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let order = CurlRequest(ticket: ticket, request: request, continuation: continuation)
                if !queue.post(.start(order)) { order.fail(.notSent(reason: "the transport is closed")) }
            }
        } onCancel: {
            ticket.cancel()
            queue.post(.cancel(ticket))
        }
        return try outcome.get()
    }
}
