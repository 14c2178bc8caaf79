import DSPClient
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSLServer.isAvailable, "there is no openssl program"), .timeLimit(.minutes(1)))
struct TLSTests {
    /// The status of one request, or why there is none. Waits until the server listens.
    private static func outcome(
        _ server: OpenSSLServer, _ tls: TLSSettings, host: String = "localhost", scheme: Endpoint.Scheme = .https
    ) async throws -> Result<Int, TransportFailure> {
        let transport = CurlTransport(settings: CurlSettings(tls: tls))
        let request = HTTPRequest(
            method: .get, endpoint: Endpoint(scheme: scheme, host: host, port: server.port), path: "/",
            timeout: .seconds(5))
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

    private static func fault(
        _ server: OpenSSLServer, _ tls: TLSSettings, host: String = "localhost", scheme: Endpoint.Scheme = .https
    ) async throws -> ConnectionFault? {
        guard case .failure(.hopeless(let fault)) = try await outcome(server, tls, host: host, scheme: scheme) else {
            return nil
        }
        return fault
    }

    @Test func aServerIsTrustedOnlyWithItsAuthorityAndUnderItsName() async throws {
        let server = try OpenSSLServer()
        let trusting = TLSSettings(authorityFile: server.certificateFile)
        #expect(try await Self.outcome(server, trusting) == .success(200))
        guard case .unknownAuthority = try await Self.fault(server, TLSSettings()) else {
            Issue.record("trusted without its authority")
            return
        }
        guard case .wrongName("127.0.0.1", _) = try await Self.fault(server, trusting, host: "127.0.0.1") else {
            Issue.record("trusted under another name")
            return
        }
    }

    @Test func anExpiredCertificateIsCalledExpired() async throws {
        let server = try OpenSSLServer(isExpired: true)
        let trusting = TLSSettings(authorityFile: server.certificateFile)
        #expect(try await Self.fault(server, trusting) == .expiredCertificate)
    }

    @Test func whoAsksForItTrustsAnyServer() async throws {
        let server = try OpenSSLServer()
        let settings = TLSSettings(verifiesServer: false)
        #expect(try await Self.outcome(server, settings, host: "127.0.0.1") == .success(200))
    }

    /// TLS 1.3 tells it after the request was sent, TLS 1.2 within the handshake.
    @Test(arguments: ["-tls1_3", "-tls1_2"])
    func aClientCertificateIsPresentedToAServerThatDemandsOne(version: String) async throws {
        let server = try OpenSSLServer(demandsClientCertificate: true, [version])
        var settings = TLSSettings(authorityFile: server.certificateFile)
        settings.clientCertificateFile = server.certificateFile
        settings.clientKeyFile = server.keyFile
        #expect(try await Self.outcome(server, settings) == .success(200))
        settings.clientCertificateFile = nil
        settings.clientKeyFile = nil
        #expect(try await Self.fault(server, settings) == .clientCertificate(isPresented: false))
    }

    @Test func aServerThatWantsAnotherVersionOfTLSIsNotAskedAgain() async throws {
        let server = try OpenSSLServer(["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"])
        guard case .weakTLS = try await Self.fault(server, TLSSettings(verifiesServer: false)) else {
            Issue.record("it was asked again")
            return
        }
    }

    @Test(arguments: [true, false]) func httpSpokenToATLSPortIsFoundOut(demandsClientCertificate: Bool) async throws {
        let server = try OpenSSLServer(demandsClientCertificate: demandsClientCertificate)
        // The server listens.
        _ = try await Self.outcome(server, TLSSettings(verifiesServer: false))
        #expect(try await Self.fault(server, TLSSettings(), scheme: .http) == .tlsPort)
    }

    @Test func aMissingAuthorityFileIsNoReasonToTryAgain() async throws {
        let server = try OpenSSLServer()
        _ = try await Self.outcome(server, TLSSettings(verifiesServer: false))
        guard case .unusableFile = try await Self.fault(server, TLSSettings(authorityFile: "/no/such.pem")) else {
            Issue.record("a missing file must not be retried")
            return
        }
    }
}
