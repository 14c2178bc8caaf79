import TestSupport
import Testing

/// `apply -f OTHER --approve DIGEST`, from the program itself: the manifest differs from the approved one in one key.
@Suite struct ApprovalProgramTests {
    /// What the key says: first when the stack is applied, then as it is reviewed, then as somebody makes it afterwards.
    struct Row: Sendable, CustomTestStringConvertible {
        var key: String
        var values: [String]
        /// Acts at creation only, may not be changed, or has two values, so that the third is the first again.
        var isCreationOnly = false
        var testDescription: String { key }

        init(_ key: String, _ values: String..., isCreationOnly: Bool = false) {
            self.key = key
            self.values = values
            self.isCreationOnly = isCreationOnly
        }
    }

    static let rows = [
        Row("tenant description", "Team a", "Team b", "Team c"),
        Row("initiator name", "Host 1", "Host 2", "Host 3", isCreationOnly: true),
        Row("group name", "hosts-a", "hosts-b", "hosts-c"),
        Row("group members", "[db-01]", "[db-01, db-02]", "[db-02]"),
        Row("size", "10GiB", "20GiB", "30GiB"),
        Row("replica_count", "2", "3", "4"),
        Row("name", "ledger-a", "ledger-b", "ledger-c"),
        Row("tenant", "ops", "web", "\"/root\"", isCreationOnly: true),
        Row("placement_policy", "default", "all-flash", "hybrid"),
        Row("admin_state", "online", "offline", "online", isCreationOnly: true),
        Row("access_control_mode", "deny_all", "allow_all", "deny_all", isCreationOnly: true),
        Row("protect", "false", "true", "false", isCreationOnly: true),
        Row("manage", "full", "no-delete", "full", isCreationOnly: true),
        Row("extend", "online", "offline", "online", isCreationOnly: true),
        // A cap counts where the rate would give more.
        Row("total_iops_max", "300", "20", "30"),
        Row("iops_per_gb", "5", "6", "7"),
        Row("interval", "1hour", "1day", "1week"),
        Row("retention_count", "3", "4", "5"),
        Row("start_time", "2027-01-01T01:00:00Z", "2027-01-01T05:00:00Z", "2027-01-01T06:00:00Z"),
        Row("owner", "ops", "dba", "web"),
        Row("description", "Ledger", "Old ledger", "New ledger"),
        Row("chap user", "dbuser", "otheruser", "thirduser"),
        Row("chap password", "env:FIRST", "env:SECOND", "env:THIRD"),
        Row("chap version", "1", "2", "3"),
        Row("mutual password", "env:TARGET", "env:SECOND", "env:THIRD"),
        Row("copy owner", "ops", "dba", "web"),
        Row("max_deletes", "1", "2", "3", isCreationOnly: true),
    ]

    /// Secrets are resolved before the digest is looked at.
    private static let secrets = [
        "FIRST": "first-secret-1", "SECOND": "second-secret", "THIRD": "third-secret-1", "TARGET": "target-secret",
    ]

    /// The key with the nth of its values, every other one with its first.
    private static func manifest(_ row: Row, _ index: Int) -> String {
        func value(_ key: String) -> String {
            key == row.key ? row.values[index] : rows.first { $0.key == key }?.values[0] ?? ""
        }
        // A password that is not new is not sent again.
        let version = row.key.hasSuffix("password") ? "\(min(index, 1) + 1)" : value("chap version")
        return """
            apiVersion: datera-apply/v1
            kind: Stack
            stack: approved
            guards: {max_deletes: \(value("max_deletes")), max_update_pct: 100}
            tenants: {ops: {description: \(value("tenant description"))}, web: {description: \(value("tenant description"))}}
            initiators:
              db-01: {iqn: "iqn.1993-08.org.debian:01:db01", name: \(value("initiator name"))}
              db-02: "iqn.1993-08.org.debian:01:db02"
            initiator_groups: {hosts: {name: \(value("group name")), members: \(value("group members"))}}
            volumes:
              ledger:
                size: \(value("size"))
                replica_count: \(value("replica_count"))
                name: \(value("name"))
                tenant: \(value("tenant"))
                placement_policy: \(value("placement_policy"))
                admin_state: \(value("admin_state"))
                access_control_mode: \(value("access_control_mode"))
                protect: \(value("protect"))
                manage: \(value("manage"))
                extend: \(value("extend"))
                qos: {total_iops_max: \(value("total_iops_max")), iops_per_gb: \(value("iops_per_gb"))}
                description: \(value("description"))
                metadata: {owner: \(value("owner"))}
                snapshot_policies:
                  daily:
                    interval: \(value("interval"))
                    retention_count: \(value("retention_count"))
                    start_time: "\(value("start_time"))"
              seed: {size: 5GiB}
              copy: {size: 5GiB, clone_of: seed, metadata: {owner: \(value("copy owner"))}}
            attachments:
              ledger:
                initiator_groups: [hosts]
                chap:
                  user: \(value("chap user"))
                  password: \(value("chap password"))
                  version: \(version)
                  mutual: {user: target, password: \(value("mutual password"))}
            """
    }

    private static func run(_ arguments: [String], _ manifest: String, on array: SimulatedDSP) async throws -> ToolRun {
        try await ToolRun(
            arguments + ["-f", "-"], environment: array.environment.merging(secrets) { $1 }, input: manifest)
    }

    /// - Returns: what is wrong.
    private static func problems(_ row: Row, _ what: String, on array: SimulatedDSP) async throws -> [String] {
        let plan = try await run(["plan"], manifest(row, 1), on: array)
        let last = plan.output.split(separator: "\n").last.map(String.init) ?? ""
        guard plan.status == 0, last.hasPrefix("Digest: ") else {
            return ["\(what): no digest: \(plan.output)\(plan.error)"]
        }
        try await array.forgetRequests()
        let approve = ["apply", "--approve", String(last.dropFirst(8)), "--allow-disruptive"]
        let other = try await run(approve, manifest(row, 2), on: array)
        let writes = try await array.writes()
        return (other.status == 5 ? [] : ["\(what): exit \(other.status): \(other.output)\(other.error)"])
            + (writes.isEmpty ? [] : ["\(what): sent \(writes)"])
    }

    @Test func anotherValueIs5AndSendsNothing() async throws {
        let rows = Soak.sample(Self.rows, of: 9, for: "approvals by the program")
        try await SimulatedDSP.with { array async throws in
            let empty = try await array.stateText()
            let base = Self.rows[0]
            let first = try await Self.run(["apply", "--yes"], Self.manifest(base, 0), on: array)
            #expect(first.status == 0, "\(first.output)\(first.error)")
            let applied = try await array.stateText()
            for row in rows {
                try await array.restore(empty)
                var problems = try await Self.problems(row, "create", on: array)
                if !row.isCreationOnly {
                    try await array.restore(applied)
                    problems += try await Self.problems(row, "update", on: array)
                }
                #expect(problems.isEmpty, "\(row.key): \(problems)")
            }
        }
        Soak.report("one key changed after the approval, by the program", "\(rows.count) keys, created and updated")
    }
}
