@testable import Simulation

/// Requests by chance: mostly sensible ones on a handful of names, some of them mutilated.
struct RequestGenerator {
    /// Mostly the one that is always there: requests to a tenant that is not there try nothing else.
    private static let tenants = ["/root", "", "/root", "", "/root", "root", "/root/pay", "pay", "/root/pay/europe"]

    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private mutating func one<Element>(of elements: [Element], or fallback: Element) -> Element {
        elements.randomElement(using: &random) ?? fallback
    }

    mutating func next(key: String) -> SimulatedRequest {
        let version = one(of: ["v2.1", "v2.2", "v2.3"], or: "v2.2")
        let (method, path, body) = operation()
        var bytes = body.map { JSONWriter.encoded($0) } ?? []
        if Int.random(in: 0..<10, using: &random) == 0 { mutilate(&bytes) }
        var headers: [(name: String, value: String)] = [("auth-token", key)]
        headers.append(("tenant", one(of: Self.tenants, or: "")))
        return SimulatedRequest(method: method, target: "/\(version)\(path)", headers: headers, body: bytes)
    }

    private mutating func mutilate(_ bytes: inout [UInt8]) {
        guard let index = bytes.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(index...)
        default: bytes.insert(contentsOf: bytes[index...], at: index)
        }
    }

    private mutating func operation() -> (method: String, path: String, body: JSONValue?) {
        let app = "/app_instances/" + one(of: ["app-1", "app-2", "app-3"], or: "app-1")
        let storage = app + "/storage_instances/" + one(of: ["storage-1", "storage-2"], or: "storage-1")
        let volume = storage + "/volumes/" + one(of: ["volume-1", "volume-2"], or: "volume-1")
        let initiator = one(of: ["iqn.1993-08.org.debian:01:a", "iqn.1993-08.org.debian:01:b"], or: "iqn")
        let entry = JSONValue.reference("/initiators/" + initiator)
        let number = Int.random(in: 0...8, using: &random)
        let state = one(of: ["online", "offline"], or: "offline")
        let paths = [
            app, storage, volume, volume + "/snapshots", volume + "/performance_policy", "/initiators/" + initiator,
        ]
        let template = JSONValue.reference("/app_templates/" + one(of: ["gold", "basic_small"], or: "gold"))
        let path = one(of: paths, or: app)
        let tenant = one(of: ["pay", "root", "europe"], or: "pay")
        // Closures, since making all bodies to send one of them costs more than answering it.
        let operations: [() -> (String, String, JSONValue?)] = [
            { ("POST", "/app_templates", ["name": "gold", "copy_from": template]) },
            { ("PUT", "/app_templates/gold", ["storage_templates": [["name": "storage-1", "volume_templates": []]]]) },
            { ("DELETE", "/app_templates/gold", [:]) },
            { ("POST", "/app_instances", Self.bound(String(app.dropFirst(15)), template, size: number * 5)) },
            { ("POST", "/placement_policies", ["name": "fast", "max": ["/media_policies/all-flash"], "min": []]) },
            { ("DELETE", "/placement_policies/fast", [:]) },
            { ("PUT", volume, ["placement_policy": ["path": "/placement_policies/fast"]]) },
            { ("POST", app + "/snapshots", [:]) },
            { ("PUT", app, ["restore_point": "1600000000.123456789", "admin_state": .string(state)]) },
            { ("POST", "/initiator_groups", ["name": "hosts", "members": [entry]]) },
            { ("DELETE", "/initiator_groups/hosts", [:]) },
            { ("PUT", storage + "/acl_policy", ["initiator_groups": [["path": "/initiator_groups/hosts"]]]) },
            { ("POST", volume + "/snapshot_policies", ["name": "daily", "interval": "1day", "retention_count": 7]) },
            { ("PUT", storage + "/auth", ["type": "none"]) },
            { ("POST", "/app_instances", ["name": "app-3", "clone_volume_src": .reference(volume)]) },
            { ("POST", "/tenants", ["name": .string(tenant)]) },
            { ("POST", "/tenants", ["name": "europe", "parent_path": "/root/pay"]) },
            { ("DELETE", "/tenants/root/pay", [:]) },
            { ("POST", "/initiators", ["id": .string(initiator), "name": "host", "force": true]) },
            { ("DELETE", "/initiators/" + initiator, [:]) },
            { ("POST", "/app_instances", ["name": .string(String(app.dropFirst(15)))]) },
            { ("POST", app + "/storage_instances", Self.tree(initiator: entry, size: number * 10)) },
            {
                (
                    "POST", storage + "/volumes",
                    ["name": "volume-2", "size": .int(number), "replica_count": .int(number)]
                )
            },
            { ("PUT", app, ["admin_state": .string(state), "force": .bool(number > 4)]) },
            { ("PUT", app, ["name": "app-2", "descr": "Some text", "storage_instances": []]) },
            { ("PUT", storage, ["admin_state": .string(state), "volumes": [["name": "volume-1", "size": 5]]]) },
            { ("PUT", storage + "/acl_policy", ["initiators": [entry]]) },
            {
                ("PUT", storage + "/acl_policy/initiators", ["op": "add", "path": .string("/initiators/" + initiator)])
            },
            { ("PUT", volume, ["size": .int(number * 7), "replica_count": .int(number)]) },
            { ("POST", volume + "/performance_policy", ["total_iops_max": .int(number)]) },
            { ("POST", volume + "/snapshots", [:]) },
            { ("PUT", volume, ["restore_point": "1600000000.123456789"]) },
            { ("POST", "/app_instances", ["name": "app-3", "clone_src": .reference(app)]) },
            { ("PUT", app + "/metadata", ["key": .string(String(repeating: "v", count: number * 300))]) },
            { ("GET", path, nil) },
            { ("DELETE", path, [:]) },
            { ("GET", "/app_instances?limit=\(number)&offset=\(number)&filter=match(name,a.*)&sort=-name", nil) },
        ]
        return one(of: operations, or: { ("GET", "/system", nil) })()
    }

    private static func bound(_ name: String, _ template: JSONValue, size: Int) -> JSONValue {
        let volume: JSONValue = ["size": .string("\(size)")]
        return [
            "name": .string(name), "app_template": template,
            "template_override": ["storage_instances": ["storage-1": ["volumes": ["volume-1": volume]]]],
        ]
    }

    private static func tree(initiator: JSONValue, size: Int) -> JSONValue {
        [
            "name": "storage-1", "acl_policy": ["initiators": [initiator]],
            "volumes": [["name": "volume-1", "size": .int(size), "replica_count": 2]],
        ]
    }
}
