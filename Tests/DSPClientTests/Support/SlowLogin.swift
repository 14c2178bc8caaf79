import DSPClient
import Locking

/// An empty array whose first login hangs until it is cancelled; later ones wait for `open`.
final class SlowLogin: HTTPTransport {
    private let state = Locked((logins: 0, isOpen: false))

    func open() { state.withLock { $0.isOpen = true } }

    func loginStarted() async {
        while state.withLock({ $0.logins == 0 }) { await Task.yield() }
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        guard request.path.hasSuffix("/login") else {
            let data = request.path.hasSuffix("/system") ? "{}" : "[]"
            return HTTPResponse(status: 200, body: Array(#"{"data":\#(data)}"#.utf8))
        }
        let isFirst = state.withLock { state in
            state.logins += 1
            return state.logins == 1
        }
        while isFirst || !state.withLock(\.isOpen) {
            if Task.isCancelled { throw .noAnswer(reason: "cancelled") }
            await Task.yield()
        }
        return HTTPResponse(status: 200, body: Array(#"{"key":"k"}"#.utf8))
    }
}
