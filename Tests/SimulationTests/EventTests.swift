import Testing

@testable import Simulation

@Suite struct EventTests {
    private func codes(_ client: ArrayClient, _ list: String) async throws -> [String] {
        (try await client.get(list).data.array ?? []).compactMap { $0["code"]?.string }
    }

    @Test func whatUsersDoIsWrittenDown() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        _ = try await client.put(Paths.volume("db-1"), ["size": 20])
        _ = try await client.makeVolume("db-1")
        _ = try await client.goOffline("db-1")
        _ = try await client.delete("/app_instances/db-1")
        _ = try await client.put("/logout", [:])
        var again = client
        try await again.logIn()
        #expect(
            try await codes(again, "/events/user") == [
                "USER_LOGGED_IN", "APP_INSTANCE_CREATED", "VOLUME_EDITED", "APP_INSTANCE_EDITED",
                "APP_INSTANCE_DELETED", "USER_LOGGED_OUT", "USER_LOGGED_IN",
            ], "and what was refused is not")
    }

    @Test func anEventTellsWhoDidWhatToWhatAndWhen() async throws {
        let client = try await ArrayClient()
        let app = try await client.makeVolume("db-1").data
        let event = try #require(
            try await client.get("/events/user?sort=-code&filter=code=APP_INSTANCE_CREATED").data.array?.last)
        #expect(event["message"] == "admin created app instance db-1" && event["object_path"] == app["path"])
        #expect(event["tenant"] == "/root" && event["severity"] == "info" && event["repeat_count"] == 1)
        #expect(event["time"] == .string(client.clock.now.iso8601))
        #expect(
            event["context"] == "create_mode,name,storage_instances" || event["context"] == "name,storage_instances")
        #expect(try await client.get(event["path"]?.string ?? "").data == event)
        #expect(try await client.get("/events/00000000-0000-4000-8000-000000000000").status == 404)
    }

    @Test func secretsStayOutOfTheLog() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let auth: JSONValue = ["type": "chap", "target_user_name": "dbuser", "target_pswd": "verysecret123"]
        #expect(try await client.put(Paths.storage("db-1") + "/auth", auth).status == 200)
        let text = String(decoding: JSONWriter.encoded(try await client.get("/events/user").json), as: UTF8.self)
        #expect(text.contains("target_pswd") && !text.contains("verysecret123") && !text.contains("dbuser"))
    }

    @Test func theSameThingTwiceIsOneEventThatIsRepeated() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        for _ in 0..<3 { _ = try await client.put("/app_instances/db-1", ["descr": "Again and again"]) }
        let events = try #require(try await client.get("/events/user").data.array)
        #expect(events.last?["repeat_count"] == 3 && events.count == 3)
    }

    @Test func theLogForgetsItsOldestEntries() async throws {
        let client = try await ArrayClient()
        for number in 0..<1_100 { _ = try await client.post("/app_instances", ["name": .string("app-\(number)")]) }
        let events = try #require(try await client.get("/events/user?limit=1000").data.array)
        #expect(events.count == 1_000 && events.last?["message"] == "admin created app instance app-1099")
        #expect(Set(events.map { $0["uuid"]?.string }).count == 1_000)
    }

    @Test func aTenantSeesItsOwnEventsAndTheRootSeesAll() async throws {
        let client = try await ArrayClient()
        for name in ["red", "blue"] { _ = try await client.post("/tenants", ["name": .string(name)]) }
        for name in ["red", "blue"] { _ = try await client.inTenant("/root/\(name)").makeVolume("db-1") }
        let made = "/events/user?filter=code=APP_INSTANCE_CREATED"
        #expect(try await client.get(made).data.array?.count == 2)
        let red = try await client.inTenant("/root/red").get(made).data.array
        #expect(red?.count == 1 && red?[0]["tenant"] == "/root/red")
    }

    @Test func eventsAreChosenByTime() async throws {
        let client = try await ArrayClient()
        let start = client.clock.now
        client.clock.advance(by: .seconds(100))
        _ = try await client.makeVolume("db-1")
        #expect(try await client.get("/events/user?since=1m").data.array?.count == 1)
        #expect(try await client.get("/events/user?since=2m").data.array?.count == 2)
        let second = start.nanoseconds / 1_000_000_000
        #expect(try await client.get("/events/user?to=\(second + 10)").data.array?.count == 1)
        #expect(
            try await client.get("/events/user?from=\(start.advanced(by: .seconds(50)).iso8601)").data.array?.count == 1
        )
        for wrong in ["from=noon", "to=-1", "from=2020-13-01T00:00:00Z", "since=yesterday"] {
            #expect(try await client.get("/events/user?" + wrong).status == 422)
        }
    }

    @Test(arguments: [
        ("1600000000", 1_600_000_000), ("1970-01-01T00:00:00Z", 0), ("2020-02-29T12:30:15.250Z", 1_582_979_415),
        ("2020-02-29T12:30:15+02:00", 1_582_972_215), ("2000-12-31T23:59:59-01:30", 978_312_599),
    ])
    func momentsAreReadInBothForms(_ text: String, _ seconds: Int64) {
        #expect(ArrayTime(text: text)?.nanoseconds == seconds * 1_000_000_000)
    }

    @Test func nodesThatChangeAreEventsOfTheSystemAndFaultsUntilTheyAreBack() async throws {
        let client = try await ArrayClient()
        let node = try #require(try await client.get("/storage_nodes").data.array?.first?["path"]?.string)
        _ = try await client.put(node, ["admin_state": "offline"])
        #expect(try await codes(client, "/events/system") == ["SYSTEM_STARTED", "STORAGE_NODE_OFFLINE"])
        #expect(try await client.get("/fault_logs").data.array?.map { $0["cleared"] } == [false])
        _ = try await client.put(node, ["admin_state": "online"])
        #expect(try await codes(client, "/events/system").last == "STORAGE_NODE_ONLINE")
        #expect(try await client.get("/fault_logs").data.array?.map { $0["cleared"] } == [true])
    }

    @Test func theAuditLogHoldsChangesOfObjectsAlone() async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let entry = try #require(try await client.get("/audit_logs").data.array?.first)
        #expect(entry["operation"] == "OBJECT_ADDED" && entry["object_name"] == "db-1" && entry["user"] == "admin")
        #expect(try await client.get("/audit_logs/\(entry["id"]?.string ?? "")").data == entry)
        #expect(try await codes(client, "/event_logs").count == 3, "the start, the login and the creation")
    }
}
