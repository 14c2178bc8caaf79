import Planning
import StorageModel

/// What a stack does in a race, and on which manifest.
struct RaceVerb: Sendable, CustomStringConvertible {
    var description: String
    /// Of the stack's volumes, by what follows its name; those that are not named stand as they are.
    var volumes: [String: String?] = [:]
    /// The rest of the manifest.
    var more = ""
    var intent = PlanningOptions.Intent.converge
    /// Takes from the other stack.
    var takes = false

    /// - Parameters:
    ///   - stack: whose verbs they are.
    ///   - other: the other one.
    static func all(of stack: String, against other: String) -> [RaceVerb] {
        func key(_ volume: String) -> ResourceKey { ResourceKey("\(stack)-\(volume)") }
        func removed(_ action: String) -> String { "removed: [{from: volume/\(stack)-wal, action: \(action)}]\n" }
        func removing(_ action: Removal.Action) -> PlanningOptions.Intent {
            .remove(["wal", "old"].map { Removal(.volume(key($0)), action) })
        }
        return [
            RaceVerb(description: "extend", volumes: ["ledger": "size: 2GiB, replica_count: 2"]),
            RaceVerb(description: "retype", volumes: ["ledger": "size: 1GiB, replica_count: 3"]),
            RaceVerb(
                description: "create, with a name that both want",
                volumes: ["new": "size: 1GiB, name: wanted", "old": "size: 2GiB"]),
            RaceVerb(description: "snapshot", more: "snapshots: {\(stack)-ledger@before: {}, \(stack)-wal@now: {}}\n"),
            RaceVerb(description: "removed: delete", volumes: ["wal": nil], more: removed("delete")),
            RaceVerb(description: "removed: trash", volumes: ["wal": nil], more: removed("trash")),
            RaceVerb(
                description: "moved", volumes: ["wal": nil, "log": "size: 1GiB, name: \(stack)-log"],
                more: "moved: [{from: volume/\(stack)-wal, to: volume/\(stack)-log}]\n"),
            RaceVerb(description: "destroy", intent: removing(.trash)),
            RaceVerb(description: "destroy --purge", intent: removing(.delete)),
            RaceVerb(description: "forget", intent: removing(.forget)),
            RaceVerb(
                description: "adopt", volumes: ["stray": "size: 1GiB, name: stray"],
                intent: .adopt([AdoptionRequest(key: key("stray"))], fromStack: nil)),
            RaceVerb(
                description: "adopt --from-stack",
                volumes: [
                    "heir": "size: 1GiB, name: \(other)-wal", "heir2": "size: 1GiB, name: \(other)-old",
                ], intent: .adopt(["heir", "heir2"].map { AdoptionRequest(key: key($0)) }, fromStack: other),
                takes: true),
            RaceVerb(description: "trash restore", intent: .restore(["\(stack)-gone"])),
            RaceVerb(description: "trash purge", intent: .purge(nil)),
            RaceVerb(
                description: "snapshot restore",
                intent: .restoreSnapshot(SnapshotRestoreRequest(key: key("ledger"), name: .named("before")))),
        ]
    }

    /// What every stack has before a race.
    static func manifest(of stack: String, _ volumes: [String: String?] = [:], _ more: String = "") -> String {
        let usual: [String: String?] = [
            "ledger": "size: 1GiB, replica_count: 2", "wal": "size: 1GiB", "old": "size: 1GiB",
        ]
        let lines = usual.merging(volumes) { $1 }.sorted { $0.key < $1.key }.compactMap { name, body in
            body.map { "  \(stack)-\(name): {\($0)}\n" }
        }
        let snapshots = more.contains("snapshots:") ? "" : "snapshots: {\(stack)-ledger@before: {}}\n"
        return "apiVersion: datera-apply/v1\nkind: Stack\nstack: \(stack)\n"
            + "guards: {max_deletes: 9, max_update_pct: 100}\nvolumes:\n\(lines.joined())\(snapshots)\(more)"
    }

    var adopts: Bool { if case .adopt = intent { true } else { false } }

    func manifest(of stack: String) -> String { Self.manifest(of: stack, volumes, more) }
}
