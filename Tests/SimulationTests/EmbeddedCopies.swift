@testable import Simulation

/// Follows every path in an array's answers: the objects embedded in an app instance must equal what their own paths
/// answer, and references must lead somewhere.
struct EmbeddedCopies {
    var machine: ArrayMachine
    let key: String
    let now: ArrayTime
    private(set) var faults: [String] = []
    private var known: [String: JSONValue] = [:]

    init(_ machine: ArrayMachine, key: String, now: ArrayTime) {
        self.machine = machine
        self.key = key
        self.now = now
    }

    /// Members whose objects only refer to others.
    private static let references: Set<String> = [
        "ip_pool", "placement_policy", "app_template", "active_storage_nodes", "initiators", "initiator_groups",
    ]
    /// What has a path but no route (`access`), or may outlive what it names (`clone_src`).
    private static let skipped: Set<String> = ["access", "clone_src", "storage_pool"]

    mutating func checkAll() {
        for tenant in machine.state.tenants.map(\.path.description) {
            known = [:]
            for app in get("/app_instances?limit=1000", tenant)?.array ?? [] { follow(app, tenant) }
        }
    }

    private mutating func get(_ path: String, _ tenant: String) -> JSONValue? {
        let request = SimulatedRequest(
            method: "GET", target: "/v2.2" + path, headers: [("auth-token", key), ("tenant", tenant)])
        let response = machine.respond(to: request, at: now).response
        return response.status == 200 ? (try? JSONParser.parse(response.body))?["data"] : nil
    }

    private mutating func follow(_ object: JSONValue, _ tenant: String) {
        guard let path = object["path"]?.string else { return }
        if get(path, tenant) != object { faults.append("\(path) answers otherwise than it is embedded") }
        for (name, member) in object.object ?? [:] where !Self.skipped.contains(name) {
            // All snapshots are alike, and there may be hundreds.
            let objects = member.array.map { name == "snapshots" ? $0.suffix(2) : $0[...] } ?? [member]
            for object in objects {
                if Self.references.contains(name) { resolve(object, tenant) } else { follow(object, tenant) }
            }
        }
    }

    private mutating func resolve(_ reference: JSONValue, _ tenant: String) {
        // An empty path stands for nothing bound.
        guard let path = reference["path"]?.string, !path.isEmpty else { return }
        let owner = (reference["resolved_tenant"] ?? reference["tenant"])?.string ?? tenant
        if known[owner + path] == nil { known[owner + path] = get(path, owner) ?? .null }
        if known[owner + path] == .null { faults.append("\(path) does not exist for \(owner)") }
    }
}
