import StorageModel
import TestSupport
import Testing

@testable import DSPClient

/// What an address is taken for, by real servers on loopback ports.
@Suite(.timeLimit(.minutes(1))) struct AddressProbeTests {
    private static let date = "Date: Sat, 21 Nov 2026 04:22:04 GMT"

    private static func probe(_ reaction: LoopbackServer.Reaction) async throws -> AddressProbe {
        let server = try LoopbackServer { _ in reaction }
        let endpoint = Endpoint(scheme: .http, host: "127.0.0.1", port: server.port)
        let probe = await AddressProbe(of: endpoint, over: CurlTransport(), timeout: .seconds(5))
        // A login may go to a DSP alone, so nothing of it goes along.
        #expect(server.requests.allSatisfy { $0.line == "GET /api_versions HTTP/1.1" && $0.body.isEmpty })
        return probe
    }

    @Test(arguments: [
        (#"{"api_versions": ["v2", "v2.3"]}"#, "200 OK", AddressProbe.Outcome.dsp(versions: ["v2", "v2.3"])),
        (#"{"name": "NotFoundError", "code": 4, "message": "no"}"#, "404 Not Found", .dsp(versions: [])),
        (#"{"name": "UnavailableError", "message": "soon"}"#, "503 Unavailable", .busy(status: 503)),
        ("<html>", "503 Unavailable", .busy(status: 503)), ("<html>", "504 Timeout", .busy(status: 504)),
        ("<html>", "200 OK", .foreign(status: 200, server: "web")),
        ("<html>", "404 Not Found", .foreign(status: 404, server: "web")),
        (#"{"message": "not found", "code": 404}"#, "404 Not Found", .foreign(status: 404, server: "web")),
        ("", "302 Found", .foreign(status: 302, server: "web")),
    ])
    func anAnswerTellsWhoAnswers(body: String, status: String, outcome: AddressProbe.Outcome) async throws {
        let probe = try await Self.probe(.answer(body, status: status, headers: ["Server: web", Self.date]))
        #expect(probe.outcome == outcome)
        #expect(probe.shown?.iso8601 == "2026-11-21T04:22:04")
    }

    @Test func aVeryOldProductIsNotTakenForAnotherServer() async throws {
        #expect(try await Self.probe(.answer("", status: "400 Bad Request")).outcome == .dsp(versions: []))
    }

    @Test func whatDoesNotAnswerIsAFailure() async throws {
        guard case .failed(.noAnswer) = try await Self.probe(.close).outcome else {
            Issue.record("an answer was seen where none was")
            return
        }
        let server = try OpenSSLServer()
        let endpoint = Endpoint(scheme: .https, host: "localhost", port: server.port)
        var outcome = AddressProbe.Outcome.busy(status: 0)
        // Until the server listens.
        for _ in 0..<100 {
            outcome = await AddressProbe(of: endpoint, over: CurlTransport(), timeout: .seconds(5)).outcome
            guard case .failed(.notSent) = outcome else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        guard case .failed(.hopeless(.unknownAuthority)) = outcome else {
            Issue.record("a self-signed certificate was not told: \(outcome)")
            return
        }
    }
}
