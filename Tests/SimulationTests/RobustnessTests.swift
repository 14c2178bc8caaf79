import Testing

@testable import Simulation

@Suite struct RobustnessTests {
    @Test(arguments: [
        "", "/", "//", "/v2.2", "/v2.2/%", "/v2.2/%G0", "/v2.2/%ff", "/v2.2/app_instances/%2F%00", "/v",
        "/v99999999999999",
        "/v2.2/app_instances?limit=99999999999999999999", "/v2.2/app_instances?offset=9223372036854775807",
        "/v2.2/app_instances?sort=&filter=", "/v2.2/app_instances?a&b=%&", "/v2.2/tenants/", "/v2.2/tenants/////",
        "/v2.2/metrics/io/reads?since=99999999999999999999999d", "/v2.2/metrics/io/reads?path=/app_instances//",
    ])
    func anyTargetIsAnswered(_ target: String) async throws {
        let client = try await ArrayClient()
        let reply = try await client.send("GET", target: target, body: [])
        #expect([200, 400, 404, 422].contains(reply.status))
    }

    @Test(arguments: ["1e308", "-1", "1.5", "99999999999999999999", "null", "true", "\"20\"", "[]", "{}"])
    func anySizeIsAnswered(_ size: String) async throws {
        let client = try await ArrayClient()
        _ = try await client.makeVolume("db-1")
        let body = Array("{\"size\":\(size),\"replica_count\":\(size)}".utf8)
        let reply = try await client.send("PUT", target: "/v2.2" + Paths.volume("db-1"), body: body)
        #expect(reply.status == 422)
    }

    @Test(arguments: ["{\"a\":", "{\"size\":1e400}", "\u{0}", "[[[[", "{\"a\":\"\\ud800\"}"])
    func garbageBodiesAreAnswered(_ body: String) async throws {
        let client = try await ArrayClient()
        for target in ["/v2.2/app_instances", "/v2.2/tenants", "/_sim/faults"] {
            #expect(try await client.send("POST", target: target, body: Array(body.utf8)).status == 400)
        }
    }
}
