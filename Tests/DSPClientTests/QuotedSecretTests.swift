import DSPClient
import Locking
import StorageModel
import TestSupport
import Testing

/// Arrays and gateways quote what they were sent. No secret of this process comes back in a failure, whoever quotes it.
@Suite struct QuotedSecretTests {
    private static let chap = "hunter2hunter2"

    private static func message(of failure: ArrayFailure?) -> String {
        var dumped = ""
        dump(failure, to: &dumped)
        return "\(failure.map { "\($0)" } ?? "no failure")\n\(dumped)"
    }

    private static func quoting(_ status: Int, _ text: @escaping @Sendable (HTTPRequest) -> String) -> Reply {
        .computed { request in
            let body = #"{"name":"Error","message":\#(json(text(request)))}"#
            return HTTPResponse(status: status, body: Array(body.utf8))
        }
    }

    /// The text between quotes.
    private static func json(_ text: String) -> String {
        let parts = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\t": "\\t"
            default: String(scalar)
            }
        }
        return "\"" + parts.joined() + "\""
    }

    @Test(arguments: [400, 401, 403, 409, 422, 500, 503])
    func aLoginThatQuotesItsBodyDoesNotShowThePassword(status: Int) async {
        let array = ScriptedArray(["PUT /login": [Self.quoting(status) { "bad body: \($0.bodyText ?? "")" }]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        let text = Self.message(of: failure)
        #expect(text.contains("(secret)") && !text.contains("hunter22"), "\(text)")
    }

    @Test(arguments: [400, 409, 422, 500, 503])
    func aRefusedPasswordIsNotRepeated(status: Int) async {
        let array = ScriptedArray([
            "PUT /app_instances/\(Samples.app.id)/storage_instances/storage-1/auth": [
                Self.quoting(status) { "target_pswd '\(Self.chap)' is too weak: \($0.bodyText ?? "")" }
            ]
        ])
        let call = ArrayCall.setAuthentication(
            Samples.storage, .oneWay(CHAPCredentials(user: "ledger", password: Samples.chapReference)))
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(call, secrets: [Samples.chapReference: Secret(Self.chap)])
        }
        let text = Self.message(of: failure)
        #expect(text.contains("target_pswd '(secret)' is too weak") && !text.contains(Self.chap), "\(text)")
    }

    @Test func aSessionTokenIsNotRepeated() async {
        let array = ScriptedArray([
            "PUT /login": [.json(#"{"key":"0123token4567"}"#)],
            "GET /system": [Self.quoting(403) { "no access for \($0.headers["Auth-Token"] ?? "nobody")" }],
            "GET /tenants": [.data("[]")], "GET /app_instances": [.list([])],
        ])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        let text = Self.message(of: failure)
        #expect(text.contains("no access for (secret)") && !text.contains("token4567"), "\(text)")
    }

    @Test func aRedirectIsShownWithoutLoginAndQuery() async {
        let location = "https://user:pw@gateway.test/sso?token=abc&back=/login#at"
        let array = ScriptedArray(["PUT /login": [.json("", status: 302, headers: ["Location": location])]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        #expect(Self.message(of: failure).contains("it redirects to https://gateway.test/sso?… "), "\(failure as Any)")
        #expect(!Self.message(of: failure).contains("abc"))
    }

    /// libcurl's own words come from the environment, in which a proxy may have a login.
    @Test func aTransportThatNamesASecretDoesNotShowIt() async {
        let array = ScriptedArray([
            "PUT /login": [.failure(.hopeless(.unusableAddress(reason: "cannot parse http://me:hunter22@proxy")))]
        ])
        let trace = Locked<[String]>([])
        var configuration = DSPConfiguration.scripted
        configuration.apiVersion = .v22
        let client = DSPClient(configuration: configuration, transport: array, timing: FakeTiming().timing()) {
            record in
            trace.withLock { $0.append("\(record)") }
        }
        let failure = await failure { () async throws(ArrayFailure) in try await client.observe(tenants: []) }
        let text = Self.message(of: failure) + trace.withLock { $0.joined() }
        #expect(text.contains("http://me:(secret)@proxy") && !text.contains("hunter22"), "\(text)")
    }

    /// The program itself, behind a proxy that says what it was sent.
    @Test(.thorough) func aProxyThatQuotesItsHeadersDoesNotShowItsLogin() async throws {
        let proxy = try LoopbackServer { request in
            let text = Self.json(request.head.replacing("\r\n", with: " ") + request.body)
            return .answer(#"{"name":"Error","message":\#(text)}"#, status: "500 No")
        }
        let run = try await ToolRun(
            ["list"],
            environment: [
                "DAT_MGMT": "http://array.example:7717", "DAT_USER": "admin", "DAT_PASS": "hunter22",
                "http_proxy": "http://me:pr0xy%2Dword@127.0.0.1:\(proxy.port)",
            ])
        #expect(run.error.contains("Proxy-Authorization: Basic (secret)"), "\(run.error)")
        for secret in ["bWU6cHIweHktd29yZA", "pr0xy", "hunter22"] {
            #expect(!run.error.contains(secret), "\(run.error)")
        }
    }

    /// In whatever form it is quoted, with whatever characters, and where the quotation is cut.
    @Test(arguments: QuickTests.seeds(200)) func noFormOfAPasswordIsShown(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("abcXYZ019 \"\\/%&+=<>'{}[]:;,äß日é\u{301}😀\t")
        let length = Int.random(in: 8...24, using: &random)
        let password = String((0..<length).map { _ in random.pick(alphabet) })
        let json = #"{"password":\#(Self.json(password))}"#
        let quotations = [
            password, json, Self.json(json), "…\(password)…\(password)", "bad body: \(json.dropLast(4))",
        ]
        let quotation = random.pick(quotations)
        let array = ScriptedArray(["PUT /login": [Self.quoting(500) { _ in quotation }]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array) { $0.password = Secret(password) }.observe(tenants: [])
        }
        guard case .serverError(_, let message)? = failure else {
            Issue.record("\(failure as Any)")
            return
        }
        #expect(message.contains("(secret)"), "\(quotation) → \(message)")
        // What is left of it in a row is no more than chance.
        let bytes = Array(password.utf8)
        for start in 0...(bytes.count - 6) {
            let part = bytes[start..<(start + 6)]
            #expect(!Array(message.utf8).contains(part), "\(quotation) → \(message)")
        }
    }

    @Test func aShortPasswordIsHiddenWhereItStandsAlone() async {
        let array = ScriptedArray(["PUT /login": [Self.quoting(500) { "a bad abacus: \($0.bodyText ?? "")" }]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array) { $0.password = Secret("ab") }.observe(tenants: [])
        }
        let text = Self.message(of: failure)
        #expect(text.contains("a bad abacus") && !text.contains("\"ab\""), "\(text)")
    }
}
