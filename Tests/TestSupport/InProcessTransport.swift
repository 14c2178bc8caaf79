package import DSPClient
package import Simulation

/// Carries requests straight to a simulator, without a socket.
package struct InProcessTransport: HTTPTransport {
    private let simulator: Simulator

    package init(_ simulator: Simulator) { self.simulator = simulator }

    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let simulated = SimulatedRequest(
            method: request.method.rawValue, target: request.path + (request.query.map { "?\($0)" } ?? ""),
            headers: request.headers.map { (name: $0.name, value: $0.value) }, body: request.body ?? [])
        guard let response = await simulator.respond(to: simulated) else {
            throw .noAnswer(reason: "the simulator dropped the connection")
        }
        var headers = HTTPHeaders()
        for (name, value) in response.headers { headers[name] = value }
        return HTTPResponse(status: response.status, headers: headers, body: response.body)
    }
}
