/// A lived-in array: tenants, hosts, and app instances of different sizes, limits and access. Made by requests, so that
/// it obeys every rule.
struct DemoSeed {
    let configuration: SimulatorConfiguration
    let count: Int

    private static let tenants = ["payments", "analytics", "web"]
    private static let purposes = ["ledger", "orders", "events", "cache", "archive", "search", "mail", "build"]

    var login: SimulatedRequest {
        let body: JSONValue = ["name": .string(configuration.username), "password": .string(configuration.password)]
        return SimulatedRequest(method: "PUT", target: "/\(version)/login", body: JSONWriter.encoded(body))
    }

    private var version: String { configuration.apiVersions.last ?? "v2.3" }

    /// `key` is that of a session of the administrator.
    func requests(key: String) -> [SimulatedRequest] {
        var requests: [SimulatedRequest] = []
        func post(_ path: String, in tenant: String = "", _ body: JSONValue) {
            requests.append(
                SimulatedRequest(
                    method: "POST", target: "/\(version)\(path)",
                    headers: [("auth-token", key), ("tenant", tenant)], body: JSONWriter.encoded(body)))
        }
        for tenant in Self.tenants {
            post("/tenants", ["name": .string(tenant)])
            for host in 1...2 {
                var initiator: JSONObject = [
                    "id": .string(iqn(tenant, host)), "name": .string("\(tenant) host \(host)"),
                ]
                if version != "v2.1" { initiator["force"] = true }
                post("/initiators", in: tenant, .object(initiator))
            }
        }
        for number in 0..<count {
            let tenant = Self.tenants[number % Self.tenants.count]
            post("/app_instances", in: tenant, appInstance(number, in: tenant))
        }
        return requests
    }

    private func iqn(_ tenant: String, _ host: Int) -> String { "iqn.1993-08.org.debian:01:\(tenant)-\(host)" }

    private func appInstance(_ number: Int, in tenant: String) -> JSONValue {
        let purpose = Self.purposes[number / Self.tenants.count % Self.purposes.count]
        var volume: JSONObject = [
            "name": "volume-1", "size": .int(10 << (number % 6)), "replica_count": .int(1 + number % 3),
        ]
        if number % 2 == 0 { volume["performance_policy"] = ["total_iops_max": .int(1_000 * (1 + number % 9))] }
        let initiator = JSONValue.reference("/initiators/" + iqn(tenant, 1 + number % 2))
        return [
            "name": .string("\(purpose)-\(number)"), "descr": .string("\(purpose) of \(tenant)"),
            "storage_instances": [
                [
                    "name": "storage-1", "acl_policy": ["initiators": [initiator]], "volumes": [.object(volume)],
                ]
            ],
        ]
    }
}
