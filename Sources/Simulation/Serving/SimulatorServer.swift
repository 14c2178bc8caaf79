import Glibc
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Serves a `Simulator` over HTTP.
package struct SimulatorServer: Sendable {
    /// Bodies beyond this are refused; the largest real one, a full ACL, has a few hundred KiB.
    private static let maximumBody = 16 << 20

    private let simulator: Simulator

    package init(_ simulator: Simulator) { self.simulator = simulator }

    /// Serves until the surrounding task is cancelled; port 0 takes a free one, and `onReady` learns which.
    package func run(
        host: String = "127.0.0.1", port: Int, onReady: @escaping @Sendable (_ port: Int) async -> Void
    ) async throws {
        var logger = Logger(label: "dsp-simulator")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder { request, context in await respond(to: request, in: context) },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw SetupFailure(
                description: "cannot listen on \(host):\(port): \(String(cString: strerror(error.errnoCode)))")
        }
    }

    /// Runs `body` against a fresh simulator on a free port, and stops the server when it returns. With a data directory
    /// in the configuration it serves data, and what the state file holds.
    package static func withServer<Result: Sendable>(
        _ configuration: SimulatorConfiguration,
        _ body: @Sendable @escaping (Simulator, _ port: Int) async throws -> Result
    ) async throws -> Result {
        let simulator =
            configuration.dataDirectory == nil
            ? Simulator(configuration: configuration) : try Simulator.opened(configuration)
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ready.finish() }
                try await SimulatorServer(simulator).run(port: 0) { port in ready.yield(port) }
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await group.waitForAll()
                throw CancellationError()
            }
            do {
                let result = try await body(simulator, port)
                await simulator.releaseAll()
                await simulator.endDataPath()
                group.cancelAll()
                return result
            } catch {
                await simulator.releaseAll()
                await simulator.endDataPath()
                group.cancelAll()
                throw error
            }
        }
    }

    private func respond(to request: Request, in context: ConnectionContext) async -> Response {
        let body = try? await request.body.collect(upTo: Self.maximumBody)
        let simulated = SimulatedRequest(
            method: request.method.rawValue, target: request.head.path ?? "/",
            headers: request.headers.map { ($0.name.rawName, $0.value) }, body: body.map { Array(buffer: $0) } ?? [])
        let answer = body == nil ? await simulator.refuseBody(of: simulated) : await simulator.respond(to: simulated)
        guard let answer else {
            // Writing the answer fails on a closed channel, so that nothing of it is ever sent.
            context.channel.close(promise: nil)
            return Response(status: .serviceUnavailable)
        }
        return Self.response(answer)
    }

    private static func response(_ response: SimulatedResponse) -> Response {
        var headers = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(
            status: .init(code: response.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: response.body)))
    }
}
