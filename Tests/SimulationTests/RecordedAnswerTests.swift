import Testing

@testable import Simulation

@Suite struct RecordedAnswerTests {
    /// Values that a new object cannot have in common with an old one.
    private static let made = ["id", "uuid", "iqn", "ips", "path", "active_storage_nodes"]

    @Test(.enabled(if: RecordedDescription.appInstances.isThere, "no shared/reference with recorded app instances"))
    func recordedAppInstancesCreatedAnewReadBackTheSame() async throws {
        let recorded = try RecordedDescription.appInstances.json()
        let client = try await ArrayClient({ $0.productVersion = "2.2.0.0" }, version: "v2.1")
        let apps = recorded["data"]?.array ?? []
        #expect(!apps.isEmpty)
        for app in apps { #expect(try await client.post("/app_instances", request(for: app)).status == 200) }
        let reply = try await client.get("/app_instances").json
        #expect(reply["metadata"] == recorded["metadata"])
        #expect(reply["tenant"] == recorded["tenant"] && reply["path"] == recorded["path"])
        #expect(reply["data"]?.array?.count == apps.count)
        for (ours, theirs) in zip(reply["data"]?.array ?? [], apps) { compare(ours, theirs, at: "app_instance") }
    }

    /// The body that would have made a recorded app instance.
    private func request(for app: JSONValue) -> JSONValue {
        let storage = (app["storage_instances"]?.array ?? []).map { storage -> JSONValue in
            [
                "name": storage["name"] ?? .null, "access_control_mode": storage["access_control_mode"] ?? .null,
                "volumes": .array((storage["volumes"]?.array ?? []).map(volume)),
            ]
        }
        return ["name": app["name"] ?? .null, "storage_instances": .array(storage)]
    }

    private func volume(_ recorded: JSONValue) -> JSONValue {
        var body = JSONObject(["name", "size", "replica_count", "placement_mode"].map { ($0, recorded[$0] ?? .null) })
        if let policy = recorded["performance_policy"]?.object {
            body["performance_policy"] = .object(JSONObject(policy.filter { $0.0 != "path" }))
        }
        return .object(body)
    }

    /// Same members in the same order, and the same values wherever they are not made up anew.
    private func compare(_ ours: JSONValue, _ theirs: JSONValue, at place: String) {
        switch (ours, theirs) {
        case (.object(let left), .object(let right)):
            #expect(left.keys == right.keys, "members at \(place)")
            for key in right.keys where !Self.made.contains(key) {
                compare(left[key] ?? .null, right[key] ?? .null, at: "\(place).\(key)")
            }
        case (.array(let left), .array(let right)):
            #expect(left.count == right.count, "elements at \(place)")
            for (our, their) in zip(left, right) { compare(our, their, at: place + "[]") }
        default:
            #expect(ours == theirs, "value at \(place)")
        }
    }
}
