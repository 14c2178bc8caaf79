import DSPClient
import StorageModel
import Testing

@Suite struct SessionTests {
    private static let empty: [String: [Reply]] = [
        "GET /system": [.data("{}")], "GET /tenants": [.data("[]")],
    ]

    @Test(arguments: [
        (["2.1", "2.2", "2.3"], ["PUT /v2.3/login"], APIVersion.v23),
        (["2.1", "2.2"], ["PUT /v2.3/login", "PUT /v2.2/login"], .v22),
        (["2.1"], ["PUT /v2.3/login", "PUT /v2.2/login", "PUT /v2.1/login"], .v21),
    ])
    func theNewestCommonVersionIsFoundWithOneRequestForEachTried(
        versions: [String], logins: [String], api: APIVersion
    ) async throws {
        let array = ScriptedArray(versions: Set(versions), Self.empty)
        let state = try await DSPClient(array, api: nil).observe(tenants: [])
        #expect(array.log.filter { $0.contains("login") } == logins)
        #expect(state.cluster.api == api)
    }

    @Test(arguments: [Reply.status(404), .status(400), .error(404, name: "NotFoundError")])
    func aBoxThatDoesNotKnowThePathDoesNotKnowTheVersion(refusal: Reply) async throws {
        let login = [refusal, .json(#"{"key":"k"}"#)]
        let array = ScriptedArray(Self.empty.merging(["PUT /login": login]) { $1 })
        #expect(try await DSPClient(array, api: nil).observe(tenants: []).cluster.api == .v22)
    }

    @Test func aPinnedVersionIsTheOnlyOneTried() async {
        let array = ScriptedArray(
            versions: ["2.2", "2.3"], ["GET /api_versions": [.json(#"{"api_versions":["v2.2","v2.3"]}"#)]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array, api: .v21).observe(tenants: [])
        }
        #expect(failure == .noCommonVersion(offered: ["v2.2", "v2.3"]))
        #expect(array.log == ["PUT /v2.1/login", "GET /api_versions"])
    }

    /// Two requests at once, or one after the other: an array does not learn a version meanwhile.
    @Test func aRefusedVersionIsAskedForOnce() async {
        let array = ScriptedArray(
            versions: ["2.2"], ["GET /api_versions": [.json(#"{"api_versions":["v2.2"]}"#)]])
        let client = DSPClient(array, api: .v21)
        for _ in 1...2 {
            let failure = await failure { () async throws(ArrayFailure) in try await client.observe(tenants: []) }
            #expect(failure == .noCommonVersion(offered: ["v2.2"]))
        }
        #expect(array.log == ["PUT /v2.1/login", "GET /api_versions"])
    }

    @Test func theLoginNamesTheLDAPServerOnlyWhenThereIsOne() async throws {
        for (server, body) in [
            (nil, #"{"name":"admin","password":"hunter22"}"#),
            ("ldap1", #"{"name":"admin","password":"hunter22","remote_server":"ldap1"}"#),
        ] {
            let array = ScriptedArray(Self.empty)
            _ = try await DSPClient(array) { $0.remoteServer = server }.observe(tenants: [])
            #expect(array.requests[0].bodyText == body)
        }
    }

    @Test(arguments: [
        Reply.error(401, name: "AuthFailedError", message: "bad password"),
        .error(422, name: "ValidationFailedError", message: "bad password"),
        .error(400, name: "InvalidRequestError", message: "bad password"),
    ])
    func aRefusedLoginSaysWhatTheArraySaid(refusal: Reply) async {
        let array = ScriptedArray(["PUT /login": [refusal]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array, api: nil).observe(tenants: [])
        }
        guard case .authenticationRefused(_, "bad password") = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(array.log == ["PUT /v2.3/login"])
    }

    @Test(arguments: [#"{"version":"v2.2"}"#, #"{"key":""}"#])
    func aLoginWithoutAKeyIsRefused(body: String) async {
        let array = ScriptedArray(["PUT /login": [.json(body)]])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).observe(tenants: [])
        }
        guard case .authenticationRefused = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func everyRequestCarriesKeyTenantAndDriver() async throws {
        let array = ScriptedArray(["POST /initiators": [.data("{}")]])
        try await DSPClient(array) { $0.userAgent = "datera-apply-test" }.perform(
            .createInitiator(tenant: Samples.payments, iqn: Samples.iqn, label: "db-01", force: false), secrets: [:])
        let headers = array.requests[1].headers
        #expect(headers["auth-token"] == "key-1")
        #expect(headers["tenant"] == "/root/payments")
        #expect(headers["datera-driver"] == "datera-apply-test")
        #expect(headers["content-type"] == "application/json; charset=utf-8")
    }

    @Test func anExpiredSessionIsRenewedOnceAndTheRequestRepeated() async throws {
        let array = ScriptedArray(["PUT /tenants/root/x1": [.error(401, name: "AuthFailedError"), .data("{}")]])
        try await DSPClient(array).perform(
            .describeTenant(TenantPath("x1"), description: "new"), secrets: [:])
        #expect(
            array.log == [
                "PUT /v2.2/login", "PUT /v2.2/tenants/root/x1 @/root", "PUT /v2.2/login",
                "PUT /v2.2/tenants/root/x1 @/root",
            ])
        #expect(array.requests.map { $0.headers["auth-token"] } == [nil, "key-1", nil, "key-2"])
    }

    @Test func aRenewedSessionThatIsNotEnoughIsLackOfPermission() async {
        let array = ScriptedArray([
            "POST /tenants": [.error(401, name: "AuthFailedError", message: "Permissions error")]
        ])
        let failure = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).perform(.createTenant(Samples.payments, description: nil), secrets: [:])
        }
        guard case .permissionDenied(_, "Permissions error") = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(array.log.count == 4)
    }

    @Test func manyRequestsShareOneLoginAndOneRenewal() async throws {
        let array = ScriptedArray([
            "PUT /tenants/root/x1": [
                .computed { request in
                    request.headers["auth-token"] == "key-1"
                        ? HTTPResponse(status: 401, body: Array(#"{"name":"AuthFailedError"}"#.utf8))
                        : HTTPResponse(status: 200)
                }
            ]
        ])
        let client = DSPClient(array)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await client.perform(
                        .describeTenant(TenantPath("x1"), description: "new"), secrets: [:])
                }
            }
            try await group.waitForAll()
        }
        #expect(array.log.filter { $0.contains("login") }.count == 2)
    }

    @Test func closingLogsOutOnceAndOnlyFromAnOpenSession() async throws {
        let array = ScriptedArray(Self.empty)
        let client = DSPClient(array)
        await client.close()
        #expect(array.log.isEmpty)
        _ = try await client.observe(tenants: [])
        await client.close()
        await client.close()
        #expect(array.log.filter { $0.contains("logout") } == ["PUT /v2.2/logout"])
        #expect(array.requests.last?.headers["auth-token"] == "key-1")
    }

    @Test func nobodyWaitsForALogout() async throws {
        let array = ScriptedArray(Self.empty.merging(["PUT /logout": [.status(503)]]) { $1 })
        let timing = FakeTiming()
        let client = DSPClient(array, timing: timing)
        _ = try await client.observe(tenants: [])
        await client.close()
        #expect(timing.sleeps.isEmpty)
    }

    @Test func aCancelledWaiterDoesNotTakeTheLoginFromTheOthers() async throws {
        let array = SlowLogin()
        let client = DSPClient(
            configuration: .scripted, transport: array, timing: FakeTiming().timing())
        let first = Task { try await client.observe(tenants: []) }
        await array.loginStarted()
        let second = Task { try await client.observe(tenants: []) }
        first.cancel()
        await #expect(throws: ArrayFailure.self) { _ = try await first.value }
        array.open()
        _ = try await second.value
    }
}
