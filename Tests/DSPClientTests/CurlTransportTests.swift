import Locking
import StorageModel
import TestSupport
import Testing

@testable import DSPClient

@Suite(.timeLimit(.minutes(1))) struct CurlTransportTests {
    private static func request(
        _ method: HTTPMethod = .get, port: Int, path: String = "/v2.2/system", query: String? = nil,
        headers: HTTPHeaders = [:], body: String? = nil, timeout: Duration = .seconds(10), isRepeatable: Bool = true
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, endpoint: Endpoint(scheme: .http, host: "127.0.0.1", port: port), path: path, query: query,
            headers: headers, body: body.map { Array($0.utf8) }, timeout: timeout, isRepeatable: isRepeatable)
    }

    private static func failure(
        of request: HTTPRequest, _ transport: CurlTransport = CurlTransport()
    ) async -> TransportFailure? {
        do throws(TransportFailure) {
            _ = try await transport.send(request)
            return nil
        } catch {
            return error
        }
    }

    /// A port on which nobody listens.
    private static func closedPort() throws -> Int { try LoopbackServer { _ in .close }.port }

    @Test(arguments: [
        (HTTPMethod.get, nil as String?), (.post, #"{"a":1}"#), (.put, #"{"a":1}"#), (.put, ""), (.delete, nil),
        (.delete, "{}"), (.put, nil),
    ])
    func aRequestArrivesAsItWasMeant(method: HTTPMethod, body: String?) async throws {
        let server = try LoopbackServer { _ in .answer("hello", status: "201 Made", headers: ["X-Kind:  tea "]) }
        let response = try await CurlTransport().send(
            Self.request(
                method, port: server.port, query: "limit=1000", headers: ["Auth-Token": "k", "tenant": "/root/a"],
                body: body))
        #expect(response.status == 201)
        #expect(response.headers["x-kind"]?.hasPrefix("tea") == true)
        #expect(String(decoding: response.body, as: UTF8.self) == "hello")
        let received = try #require(server.requests.first)
        #expect(received.line == "\(method.rawValue) /v2.2/system?limit=1000 HTTP/1.1")
        #expect(received.head.contains("Auth-Token: k\r\n") && received.head.contains("tenant: /root/a"))
        #expect(received.body == body ?? "")
        let saysLength = received.head.contains("Content-Length: \(received.body.utf8.count)")
        #expect(saysLength == (body != nil || method == .put))
        #expect(!received.head.contains("Content-Type"))
    }

    @Test func aLargeBodyGoesOutWithoutAskingFirst() async throws {
        let server = try LoopbackServer { .answer("\($0.body.utf8.count)") }
        let body = String(repeating: "x", count: 3_000_000)
        let response = try await CurlTransport().send(Self.request(.post, port: server.port, body: body))
        #expect(String(decoding: response.body, as: UTF8.self) == "3000000")
        #expect(server.requests.first?.head.contains("100-continue") == false)
    }

    @Test func onlyTheFinalAnswersHeadersCount() async throws {
        let server = try LoopbackServer { _ in
            .raw("HTTP/1.1 100 Continue\r\nA: 1\r\n\r\nHTTP/1.1 204 None\r\nB: 2\r\n\r\n")
        }
        let response = try await CurlTransport().send(Self.request(port: server.port))
        #expect(response.status == 204)
        #expect(response.headers == ["B": "2"])
    }

    @Test func aRefusedConnectionMeansThatNothingWasSent() async throws {
        let failure = await Self.failure(of: Self.request(port: try Self.closedPort()))
        guard case .notSent = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test(arguments: ["no-such-array.invalid", "speicherger\u{E4}t.invalid"])
    func aNameThatNobodyKnowsIsNotWaitedFor(host: String) async {
        var request = Self.request(port: 1)
        request.endpoint.host = host
        #expect(await Self.failure(of: request) == .hopeless(.unknownHost(host)))
    }

    @Test func tlsSpokenToAPlainPortIsFoundOut() async throws {
        let server = try LoopbackServer { _ in .answer("{}", status: "404 Not Found") }
        var request = Self.request(port: server.port)
        request.endpoint.scheme = .https
        // A server that has no idea of TLS, and closes.
        #expect(await Self.failure(of: request) == .hopeless(.plainPort))
        #expect(server.requests.map(\.line) == ["GET / HTTP/1.1"])
    }

    @Test(
        .thorough,
        arguments: [
            LoopbackServer.Reaction.close, .reset, .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .hang,
        ])
    func whateverHappensAfterSendingMeansThatItMayHaveBeenDone(reaction: LoopbackServer.Reaction) async throws {
        let server = try LoopbackServer { _ in reaction }
        let failure = await Self.failure(
            of: Self.request(.post, port: server.port, body: "{}", timeout: .seconds(2), isRepeatable: false))
        guard case .noAnswer = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func aTimeoutIsKept() async throws {
        let server = try LoopbackServer { _ in .hang }
        let elapsed = await ContinuousClock().measure {
            _ = await Self.failure(of: Self.request(port: server.port, timeout: .milliseconds(200)))
        }
        #expect(elapsed >= .milliseconds(200))
    }

    /// One byte each 100 ms: longer than the limit as a whole, never silent for as long.
    @Test(.thorough) func anAnswerThatStillArrivesIsNotCut() async throws {
        let server = try LoopbackServer { _ in .drip("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789") }
        let response = try await CurlTransport().send(Self.request(port: server.port, timeout: .milliseconds(1500)))
        #expect(String(decoding: response.body, as: UTF8.self) == "0123456789")
    }

    @Test func anAnswerThatStopsArrivingIsGivenUp() async throws {
        let server = try LoopbackServer { _ in .stall("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01") }
        let failure = await Self.failure(of: Self.request(port: server.port, timeout: .milliseconds(200)))
        #expect(failure == .noAnswer(reason: "the answer stopped arriving within 0.2 seconds"))
    }

    /// A firewall forgets every connection that is idle: what goes over one of them is never answered.
    @Test(.thorough, arguments: [true, false])
    func afterATimeoutNoConnectionFromBeforeIsUsedAgain(isRepetition: Bool) async throws {
        // The highest number of a connection that is forgotten.
        let forgotten = Locked(0)
        let server = try LoopbackServer { $0.connection <= forgotten.withLock { $0 } ? .hang : .answer("{}") }
        let transport = CurlTransport()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...8 { group.addTask { _ = try await transport.send(Self.request(port: server.port)) } }
            try await group.waitForAll()
        }
        forgotten.withLock { $0 = Int.max }
        let lost = await Self.failure(of: Self.request(port: server.port, timeout: .milliseconds(1200)), transport)
        #expect(lost == .noAnswer(reason: "no answer came within 1.2 seconds"))
        let last = server.requests.map(\.connection).max() ?? 0
        forgotten.withLock { $0 = last }
        // The one that is sent again, and any other.
        var request = Self.request(port: server.port)
        request.needsFreshConnection = isRepetition
        #expect(try await transport.send(request).status == 200)
        #expect(server.requests.last?.connection == last + 1)
    }

    @Test func consecutiveRequestsShareAConnection() async throws {
        let server = try LoopbackServer { _ in .answer("{}") }
        let transport = CurlTransport()
        for method in [HTTPMethod.get, .put, .post, .delete, .get] {
            _ = try await transport.send(Self.request(method, port: server.port, body: method == .get ? nil : "{}"))
        }
        #expect(server.requests.map(\.connection) == [1, 1, 1, 1, 1])
    }

    /// libcurl sends any request again when a kept-alive connection dies before the first byte of the answer.
    @Test(arguments: [(true, 3), (false, 2)])
    func onlyARepeatableRequestIsSentTwiceOverAConnectionThatDies(isRepeatable: Bool, sent: Int) async throws {
        let server = try LoopbackServer { $0.connection == 1 && $0.line.contains("POST") ? .close : .answer("{}") }
        let transport = CurlTransport()
        _ = try await transport.send(Self.request(port: server.port))
        let failure = await Self.failure(
            of: Self.request(.post, port: server.port, body: "{}", isRepeatable: isRepeatable), transport)
        #expect(server.requests.count == sent)
        switch failure {
        case nil: #expect(isRepeatable)
        case .noAnswer: #expect(!isRepeatable)
        default: Issue.record("\(String(describing: failure))")
        }
    }

    @Test(arguments: [0, 1, 8]) func manyRequestsShareABoundedNumberOfConnections(connections: Int) async throws {
        let server = try LoopbackServer { .answer($0.line) }
        let transport = CurlTransport(settings: CurlSettings(connections: connections))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let response = try await transport.send(Self.request(port: server.port, path: "/\(number)"))
                    #expect(String(decoding: response.body, as: UTF8.self) == "GET /\(number) HTTP/1.1")
                }
            }
            try await group.waitForAll()
        }
        #expect(server.requests.count == 64)
        #expect(Set(server.requests.map(\.connection)).count <= max(1, connections))
    }

    @Test func aCancelledRequestReturnsAtOnce() async throws {
        let server = try LoopbackServer { _ in .hang }
        let task = Task { await Self.failure(of: Self.request(port: server.port)) }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .noAnswer(reason: "cancelled"))
    }

    @Test func aCancelledRequestDoesNotWaitForAConnection() async throws {
        let server = try LoopbackServer { _ in .hang }
        let transport = CurlTransport(settings: CurlSettings(connections: 1))
        let running = Task { await Self.failure(of: Self.request(port: server.port), transport) }
        while server.requests.isEmpty { await Task.yield() }
        for isCancelledBeforehand in [true, false] {
            let waiting = Task {
                if isCancelledBeforehand { withUnsafeCurrentTask { $0?.cancel() } }
                return await Self.failure(of: Self.request(port: server.port), transport)
            }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            #expect(await waiting.value == .notSent(reason: "cancelled"))
        }
        running.cancel()
        // It has not run into its timeout meanwhile.
        #expect(await running.value == .noAnswer(reason: "cancelled"))
    }

    @Test func whatIsUrgentWaitsForNobody() async throws {
        let server = try LoopbackServer { $0.line.contains("slow") ? .hang : .answer("{}") }
        let transport = CurlTransport(settings: CurlSettings(connections: 1))
        let running = Task { await Self.failure(of: Self.request(port: server.port, path: "/slow"), transport) }
        while server.requests.isEmpty { await Task.yield() }
        var urgent = Self.request(port: server.port)
        urgent.isUrgent = true
        #expect(try await transport.send(urgent).status == 200)
        running.cancel()
        #expect(await running.value == .noAnswer(reason: "cancelled"))
    }

    @Test func closingEndsWhatRunsAndWhatWaits() async throws {
        let server = try LoopbackServer { _ in .hang }
        let mailbox = CurlLoop.start(settings: CurlSettings(connections: 1), timing: .real)
        let requests = (1...2).map { _ in
            Task {
                await withCheckedContinuation { continuation in
                    let order = CurlRequest(
                        ticket: CancellationFlag(), request: Self.request(port: server.port), continuation: continuation
                    )
                    if !mailbox.post(.start(order)) { order.fail(.notSent(reason: "too late")) }
                }
            }
        }
        while server.requests.isEmpty { await Task.yield() }
        try await Task.sleep(for: .milliseconds(50))
        mailbox.post(.stop)
        for request in requests { await #expect(throws: TransportFailure.self) { try await request.value.get() } }
        #expect(server.requests.count == 1)
    }

    @Test func aTaskCancelledBeforehandSendsNothing() async throws {
        let server = try LoopbackServer { _ in .answer("{}") }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await Self.failure(of: Self.request(port: server.port))
        }
        #expect(await task.value == .notSent(reason: "cancelled"))
        #expect(server.requests.isEmpty)
    }

    @Test func aStormOfCancellationsLeavesNobodyWaiting() async throws {
        let server = try LoopbackServer { _ in .answer("{}") }
        let transport = CurlTransport()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<500 {
                group.addTask {
                    let task = Task { await Self.failure(of: Self.request(port: server.port), transport) }
                    for _ in 0..<(number % 7) { await Task.yield() }
                    task.cancel()
                    _ = await task.value
                }
            }
        }
        #expect(try await transport.send(Self.request(port: server.port)).status == 200)
    }

    @Test func theClientWorksOverIt() async throws {
        let server = try LoopbackServer { request in
            let path = request.line.split(separator: " ")[1]
            if path.hasSuffix("/login") { return .answer(#"{"key":"k","version":"v2.3"}"#) }
            if path.contains("/system") { return .answer(#"{"data":{"uuid":"b0","sw_version":"3.3.3.0"}}"#) }
            return .answer(#"{"data":[]}"#)
        }
        let client = DSPClient(
            configuration: DSPConfiguration(
                endpoint: Endpoint(scheme: .http, host: "127.0.0.1", port: server.port), username: "admin",
                password: Secret("password")), transport: CurlTransport(), timing: .real)
        #expect(try await client.observe(tenants: []).cluster.uuid == "b0")
        await client.close()
        #expect(server.requests.last?.line == "PUT /v2.3/logout HTTP/1.1")
    }
}
