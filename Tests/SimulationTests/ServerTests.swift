import Testing

@testable import Simulation

@Suite struct ServerTests {
    private static let login = #"{"name":"admin","password":"password"}"#

    private func withServer(_ body: @Sendable @escaping (Int) async throws -> Void) async throws {
        try await SimulatorServer.withServer(SimulatorConfiguration()) { _, port in try await body(port) }
    }

    @Test func severalRequestsShareAConnection() async throws {
        try await withServer { port in
            let connection = try RawConnection(port: port)
            let login = try await connection.send("PUT", "/v2.2/login", body: Self.login)
            #expect(login.hasPrefix("HTTP/1.1 200"))
            let key = login.split(separator: #""key":""#).last?.prefix(32) ?? ""
            let list = try await connection.send("GET", "/v2.2/app_instances", headers: ["Auth-Token: \(key)"])
            #expect(list.contains(#""data":[]"#))
            #expect(list.contains("\r\nDate: ") && list.contains("application/json"))
        }
    }

    @Test func initiatorNamesPassThroughPathsUnescaped() async throws {
        try await withServer { port in
            let answer = try await RawConnection(port: port).send(
                "GET", "/v2.2/initiators/iqn.1993-08.org.debian:01:abc")
            #expect(answer.hasPrefix("HTTP/1.1 401"))
        }
    }

    @Test func aDroppedConnectionEndsWithoutAByte() async throws {
        try await withServer { port in
            let fault = #"{"kind":"drop-before","count":1}"#
            _ = try await RawConnection(port: port).send("POST", "/_sim/faults", body: fault)
            #expect(try await RawConnection(port: port).send("PUT", "/v2.2/login", body: Self.login) == "")
            #expect(try await RawConnection(port: port).send("PUT", "/v2.2/login", body: Self.login).contains("key"))
        }
    }

    @Test func bodiesBeyondReasonAreRefusedInJSON() async throws {
        try await withServer { port in
            let body = String(repeating: " ", count: 17 << 20)
            let answer = try? await RawConnection(port: port).send("PUT", "/v2.2/login", body: body)
            #expect(answer.map { $0.isEmpty || $0.contains(#""http":413"#) } ?? true)
            let next = try await RawConnection(port: port).send("GET", "/api_versions")
            #expect(next.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func serversEndThoughRequestsAreHeld() async throws {
        try await SimulatorServer.withServer(SimulatorConfiguration()) { simulator, port in
            _ = try await RawConnection(port: port).send("POST", "/_sim/faults", body: #"{"kind":"hold"}"#)
            Task.detached { try await RawConnection(port: port).send("PUT", "/v2.2/login", body: Self.login) }
            while await simulator.held.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        }
    }
}
