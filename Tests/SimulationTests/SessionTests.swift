import Testing

@testable import Simulation

@Suite struct SessionTests {
    @Test(arguments: ["v2.1", "v2.2", "v2.3"])
    func aLoginAnswersAKeyThatIsValidAtOnce(_ version: String) async throws {
        let client = try await ArrayClient(version: version)
        let reply = try await client.put("/login", ["name": "admin", "password": "password", "remote_server": "ldap1"])
        #expect(reply.status == 200)
        #expect(reply.json["version"] == .string(version))
        #expect(reply.json["data"] == nil)
        #expect(try await client.get("/system").status == 200)
    }

    @Test func formEncodedLoginsAreUnderstood() async throws {
        let client = try await ArrayClient()
        let reply = try await client.send(
            "PUT", target: "/v2.2/login", body: Array("name=admin&password=password".utf8),
            contentType: "application/x-www-form-urlencoded")
        #expect(reply.json["key"]?.string?.isEmpty == false)
    }

    @Test func wrongPasswordsAreRefused() async throws {
        let client = try await ArrayClient()
        #expect(try await client.put("/login", ["name": "admin", "password": "wrong_one"]).status == 401)
        #expect(try await client.put("/login", ["name": "nobody", "password": "password"]).status == 401)
        #expect(try await client.put("/login", ["name": "admin"]).status == 422)
    }

    @Test func sessionsEndAfterTheirLifetimeUsedOrNot() async throws {
        var client = try await ArrayClient { $0.sessionLifetime = .seconds(60) }
        client.clock.advance(by: .seconds(59))
        #expect(try await client.get("/system").status == 200)
        client.clock.advance(by: .seconds(1))
        let reply = try await client.get("/system")
        #expect(reply.status == 401)
        #expect(reply.json["name"] == "AuthFailedError")
        #expect(
            reply.message == "The key provided with the request does not correspond to a valid session.")
        try await client.logIn()
        #expect(try await client.get("/system").status == 200)
    }

    @Test func aLoggedOutKeyIsWorthless() async throws {
        let client = try await ArrayClient()
        #expect(try await client.put("/logout", [:]).status == 200)
        #expect(try await client.get("/system").status == 401)
    }

    @Test func apiVersionsNeedNoLogin() async throws {
        var client = try await ArrayClient()
        client.key = ""
        #expect(try await client.get("/api_versions").json["api_versions"] == ["v2.1", "v2.2", "v2.3"])
    }

    @Test func unsupportedVersionsSaySo() async throws {
        let client = try await ArrayClient({ $0.apiVersions = ["v2.1"] }, version: "v2.1")
        for version in ["v2", "v2.2", "v9"] {
            let reply = try await client.speaking(version).get("/system")
            #expect(reply.json["name"] == "UnsupportedVersionError")
        }
        #expect(try await client.get("").json["code"] == 99)
    }

    @Test func errorsCarryTheWholeBody() async throws {
        let client = try await ArrayClient()
        let body = try await client.get("/app_instances/nothing-here").json
        #expect(body["name"] == "NotFoundError")
        #expect(body["http"] == 404)
        #expect(body["op"] == "read")
        #expect(body["message"]?.string?.contains("not exist") == true)
        for key in ["ts", "version", "tenant", "path", "client_id", "client_type", "tenancy_class", "debug"] {
            #expect(body[key]?.string != nil, "\(key) must be a string")
        }
        #expect(body["code"]?.int != nil && body["api_req_id"]?.int != nil)
        #expect(body["params"]?.object != nil && body["connInfo"]?.object != nil && body["errors"]?.array != nil)
    }

    @Test func everyAnswerTellsTheArraysTime() async throws {
        let client = try await ArrayClient()
        #expect(try await client.get("/system").headers["Date"] == client.clock.now.httpDate)
        #expect(try await client.get("/nonsense").headers["Date"] == client.clock.now.httpDate)
    }

    @Test func bodiesOfReadsAreIgnored() async throws {
        let client = try await ArrayClient()
        let reply = try await client.send("GET", "/app_instances", ["params": ["filter": "x"]])
        #expect(reply.status == 200)
    }
}
