import DSPClient
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSTests {
    /// The status of one request, or why there is none. Waits until the server listens.
    private static func outcome(
        _ server: OpenSSLServer, _ tls: TLSSettings, host: String = "localhost"
    ) async throws -> Result<Int, TransportFailure> {
        let transport = CurlTransport(settings: CurlSettings(tls: tls))
        let request = HTTPRequest(
            method: .get, endpoint: Endpoint(host: host, port: server.port), path: "/", timeout: .seconds(5))
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            do throws(TransportFailure) {
                return .success(try await transport.send(request).status)
            } catch {
                guard case .notSent = error, ContinuousClock.now < deadline else { return .failure(error) }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    @Test func aServerIsTrustedOnlyWithItsAuthorityAndUnderItsName() async throws {
        guard let server = try OpenSSLServer() else { return }
        let trusting = TLSSettings(authorityFile: server.certificateFile)
        #expect(try await Self.outcome(server, trusting) == .success(200))
        for (settings, host) in [(TLSSettings(), "localhost"), (trusting, "127.0.0.1")] {
            guard case .failure(.notTrusted) = try await Self.outcome(server, settings, host: host) else {
                Issue.record("\(settings) for \(host)")
                return
            }
        }
    }

    @Test func whoAsksForItTrustsAnyServer() async throws {
        guard let server = try OpenSSLServer() else { return }
        let settings = TLSSettings(verifiesServer: false)
        #expect(try await Self.outcome(server, settings, host: "127.0.0.1") == .success(200))
    }

    @Test func aClientCertificateIsPresentedToAServerThatDemandsOne() async throws {
        guard let server = try OpenSSLServer(demandsClientCertificate: true) else { return }
        var settings = TLSSettings(authorityFile: server.certificateFile)
        settings.clientCertificateFile = server.certificateFile
        settings.clientKeyFile = server.keyFile
        #expect(try await Self.outcome(server, settings) == .success(200))
        settings.clientCertificateFile = nil
        settings.clientKeyFile = nil
        guard case .failure = try await Self.outcome(server, settings) else {
            Issue.record("it was let in without a certificate")
            return
        }
    }

    @Test func aMissingAuthorityFileIsNoReasonToTryAgain() async throws {
        guard let server = try OpenSSLServer() else { return }
        _ = try await Self.outcome(server, TLSSettings(verifiesServer: false))
        guard case .failure(.notTrusted) = try await Self.outcome(server, TLSSettings(authorityFile: "/no/such.pem"))
        else {
            Issue.record("a missing file must not be retried")
            return
        }
    }
}
