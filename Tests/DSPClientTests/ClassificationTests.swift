import DSPClient
import StorageModel
import Testing

@Suite struct ClassificationTests {
    /// The kind of a failure, its message and its status.
    private static func summary(of failure: ArrayFailure?) -> String {
        switch failure {
        case .refused(let facts, let message): "refused \(facts.code ?? 0) \(message)"
        case .permissionDenied(let facts, let message): "denied \(facts.code ?? 0) \(message)"
        case .notFound(let facts, let message): "not found \(facts.code ?? 0) \(message)"
        case .conflict(let facts, let message): "conflict \(facts.code ?? 0) \(message)"
        case .serverError(let facts, let message): "server \(facts.code ?? 0) \(message)"
        case .unintelligible(let facts, let reason): "unintelligible \(facts.code ?? 0) \(reason)"
        case .unusable(let facts, let reason): "unusable \(facts.code ?? 0) \(reason)"
        case .answerLost(let facts, _): "lost \(facts.code ?? 0)"
        case .misconfigured(let facts, let reason, _): "misconfigured \(facts.code ?? 0) \(reason)"
        default: "\(String(describing: failure))"
        }
    }

    @Test(arguments: [
        (Reply.error(400, name: "InvalidRequestError", message: "m"), "refused 400 m"),
        (.error(400, name: "InvalidRequestError", code: 15, message: "m"), "conflict 400 m"),
        (.error(401, name: "AuthFailedError", message: "m"), "denied 401 m"),
        (.error(403, name: "PermissionDeniedError", message: "m"), "denied 403 m"),
        (.error(404, name: "NotFoundError", message: "m"), "not found 404 m"),
        (.error(405, name: "InvalidRequestError", message: "m"), "refused 405 m"),
        (.error(409, name: "ConflictError", message: "m"), "conflict 409 m"),
        (.error(418, name: "TeapotError", message: "m"), "server 418 m"),
        (.error(422, name: "ValidationFailedError", message: "m"), "refused 422 m"),
        (.error(500, name: "InternalError", message: "m"), "server 500 m"),
        (.json(#"{"code":"4"}"#, status: 404), "not found 404 no reason given"),
        (.json(#"{"name":"NotFoundError","message":null}"#, status: 404), "not found 404 NotFoundError"),
        (.status(302), "unintelligible 302 HTTP 302 without a DSP error"),
        (.status(404), "unintelligible 404 HTTP 404 without a DSP error"),
        (.json("{}", status: 404), "unintelligible 404 HTTP 404 without a DSP error"),
        (.status(401), "unintelligible 401 HTTP 401 without a DSP error"),
        (.status(301, headers: ["Location": "https://b/"]), "misconfigured 301 it redirects to https://b/"),
        (.status(502), "lost 502"), (.status(504), "lost 504"),
        (.status(501), "server 501 HTTP 501 without a DSP error"),
    ])
    func anErrorAnswerIsClassifiedByStatusAndCode(reply: Reply, expected: String) async {
        let array = ScriptedArray(["POST /tenants": [reply]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(.createTenant(Samples.payments, description: nil), secrets: [:])
        }
        #expect(Self.summary(of: failure) == expected)
    }

    @Test func aFailureNamesTheRequestWithoutQuery() async {
        let array = ScriptedArray([
            "GET /tenants": [.data(#"[{"path":"/root"}]"#)], "GET /system": [.data("{}")],
            "GET /app_instances": [.error(500, name: "InternalError", message: "m")],
        ])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        let facts = FailedCall("GET http://array.test:7717/v2.2/app_instances", tenant: .root, code: 500)
        #expect(failure == .serverError(facts, message: "m"))
    }

    @Test(arguments: [
        ("<html>", "the body is not JSON"),
        (#"{"data":{}}"#, "another kind of value than expected in data"),
        (#"{"metadata":{}}"#, #"no "data" in the body"#),
        (#"{"data":[{"path":"/x"}]}"#, #"no "name" in data[0]"#),
    ])
    func anAnswerThatMakesNoSenseSaysWhere(body: String, expected: String) async {
        let array = ScriptedArray([
            "GET /tenants": [.data(#"[{"path":"/root"}]"#)], "GET /system": [.data("{}")],
            "GET /app_instances": [.json(body)],
        ])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        #expect(Self.summary(of: failure) == "unintelligible 200 \(expected)")
    }

    /// One value that is missing stops a plan; then it is said of which object, and not that this were no array.
    @Test(arguments: [
        ("", #"no "size""#), (#","size":"big""#, "no integer"),
        (#","size":null"#, "another kind of value than expected"),
    ])
    func aValueThatCannotBeReadNamesItsObject(size: String, problem: String) async {
        let array = ScriptedArray([
            "GET /tenants": [.data(#"[{"path":"/root"}]"#)], "GET /system": [.data("{}")],
            "GET /app_instances": [
                .list([
                    #"{"name":"other","storage_instances":[]}"#,
                    #"{"name":"ai1","storage_instances":[{"name":"s","volumes":[{"name":"v"\#(size)}]}]}"#,
                ])
            ],
        ])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        let text = failure.map { "\($0)" } ?? ""
        #expect(text.contains("of app instance ai1, s/v: \(problem)") && text.contains("size"), "\(text)")
        #expect(!text.contains("Is this the address"))
    }

    /// A server of files knows no PUT (501), and a strange one may fail in any way.
    @Test(arguments: [404, 500, 501]) func anotherWebServerIsNoArrayWithAnUnknownVersion(status: Int) async {
        let array = ScriptedArray(["PUT /login": [.status(status)]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array, api: nil).observe(tenants: [])
        }
        #expect(Self.summary(of: failure) == "unintelligible \(status) HTTP \(status) without a DSP error")
    }
}
