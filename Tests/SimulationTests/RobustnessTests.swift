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

    @Test(arguments: [UInt64(1), 2])
    func randomRequestsNeverBreakAnInvariantNorLeaveHalfAChange(_ seed: UInt64) async throws {
        let client = try await ArrayClient { $0.seed = seed }
        var generator = RequestGenerator(seed: seed)
        for number in 0..<1_500 {
            let request = generator.next(key: client.key)
            let before = await client.simulator.machine.state
            let response = try #require(await client.simulator.respond(to: request))
            let json = try JSONParser.parse(response.body)
            #expect(response.status != 401 && response.status < 500, "seed \(seed), request \(number)")
            let after = await client.simulator.machine.state
            if response.status != 200 {
                #expect(json["http"] == .int(response.status), "seed \(seed), request \(number): \(request.target)")
                #expect(after.isUnchanged(since: before), "seed \(seed), request \(number): \(request.target)")
            }
            let violations = after.violations
            #expect(violations.isEmpty, "seed \(seed), request \(number): \(request.target) \(violations)")
        }
    }
}

extension ArrayState {
    /// Equal but for what only makes new objects different from each other.
    fileprivate func isUnchanged(since before: ArrayState) -> Bool {
        appInstances.values.elementsEqual(before.appInstances.values) && tenants == before.tenants
            && initiators.elements == before.initiators.elements
            && initiatorGroups.elements == before.initiatorGroups.elements
            && accessNetworkIpPools.elements == before.accessNetworkIpPools.elements
            && placementPolicies.elements == before.placementPolicies.elements && settings == before.settings
    }

    /// What must hold after every request, as sentences where it does not.
    fileprivate var violations: [String] {
        var violations: [String] = []
        for app in appInstances.values {
            if !hasTenant(app.tenant) { violations.append("\(app.name) belongs to no tenant") }
            for storage in app.storageInstances {
                for entry in storage.aclPolicy.initiators
                where initiators.own(entry.name, in: entry.resolvedTenant) == nil {
                    violations.append("\(entry.path) does not exist")
                }
                if accessNetworkIpPools.own(storage.ipPool.name, in: storage.ipPool.resolvedTenant) == nil {
                    violations.append("\(storage.ipPool.path) does not exist")
                }
            }
            for volume in app.volumes where volume.size < 1 || !(1...5 ~= volume.replicaCount) {
                violations.append("\(volume.name) has \(volume.size) GiB and \(volume.replicaCount) replicas")
            }
        }
        let volumes = appInstances.values.reduce(0) { $0 + $1.volumes.count }
        if volumes != appInstances.volumeCount { violations.append("the count of volumes is wrong") }
        return violations
    }
}
