internal import DSPClient
import Glibc

/// `dsp-simulator` as a process of its own, which keeps its array in a file. Killed, nobody listens at its address until
/// it is started again: the same array at the same port.
package actor SimulatorProcess {
    private let state = TemporaryFile()
    private let transport = CurlTransport()
    private var process: ToolProcess?
    private var endpoint = Endpoint(scheme: .http, host: "127.0.0.1", port: 0)

    package struct NotStarted: Error {
        package var output: String
    }

    private let dataDirectory: String?

    /// - Parameter dataDirectory: where it keeps the bytes of volumes, which it then serves over iSCSI.
    package init(dataDirectory: String? = nil) { self.dataDirectory = dataDirectory }

    deinit { process?.send(SIGKILL) }

    /// What `datera-apply` needs in its environment to find this array.
    package var environment: [String: String] {
        ["DAT_MGMT": "\(endpoint)", "DAT_USER": "admin", "DAT_PASS": "password"]
    }

    /// - Parameter fault: one that it has from the start, in JSON.
    package func start(fault: String? = nil) async throws {
        let process = try ToolProcess(
            ["--port", "\(endpoint.port)", "--state", state.path] + (fault.map { ["--fault", $0] } ?? [])
                + (dataDirectory.map { ["--data-dir", $0] } ?? []),
            program: "\(ToolRun.buildFolder)/dsp-simulator")
        while !process.output.contains("\n") {
            guard !process.hasEnded else { throw NotStarted(output: process.error) }
            try await Task.sleep(for: .milliseconds(2))
        }
        let port = process.output.dropLast().split(separator: ":").last.flatMap { Int($0) }
        guard let port else { throw NotStarted(output: process.output) }
        endpoint.port = port
        self.process = process
    }

    package func kill() async {
        process?.send(SIGKILL)
        _ = await process?.end()
        process = nil
    }

    /// Past the API, below `/_sim`.
    package func post(_ path: String, _ body: String) async throws {
        var request = HTTPRequest(method: .post, endpoint: endpoint, path: path)
        request.body = Array(body.utf8)
        _ = try await transport.send(request)
    }

    package func delete(_ path: String) async throws {
        _ = try await transport.send(HTTPRequest(method: .delete, endpoint: endpoint, path: path))
    }

    /// What `GET` answers.
    package func get(_ path: String) async throws -> JSONTree {
        let request = HTTPRequest(method: .get, endpoint: endpoint, path: path)
        return try JSONTree(parsing: try await transport.send(request).body)
    }

    /// Whether the machine says that nobody listens, instead of taking the connection and ending it.
    package func refusesConnections() async -> Bool {
        do throws(TransportFailure) {
            _ = try await transport.send(HTTPRequest(method: .get, endpoint: endpoint, path: "/_sim/held"))
            return false
        } catch .notSent {
            return true
        } catch {
            return false
        }
    }
}
