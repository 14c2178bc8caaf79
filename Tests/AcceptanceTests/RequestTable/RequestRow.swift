import Planning
import StorageModel

/// One operation of Cinder's driver, and what it is here: a manifest before and one after.
struct RequestRow: Sendable {
    var operation: String
    var before: String
    var after: String
    var intent: PlanningOptions.Intent = .converge
    /// What happens on the array in between, as of an administrator.
    var given: (method: String, path: String, body: String)?
    /// Of the driver and at least (dsp-api.md section 5).
    var cinder: String
    var floor: Int
    /// What may come on top, and why.
    var allowance: [String] = []

    var limit: Int { floor + allowance.count }

    private static let head = "apiVersion: datera-apply/v1\nkind: Stack\nstack: counted\n"
    private static let hosts = """
        initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}

        """

    private static func stack(_ volume: String?, _ rest: String = "") -> String {
        head + "guards: {max_deletes: 1}\n" + rest + (volume.map { "volumes:\n  ledger: {\($0)}\n" } ?? "")
    }

    private static let snapshot = "snapshots: {ledger@before: {}}\n"

    private static let marker = "marker"
    private static let key = "metadata key"
    /// Before what harms if it is somebody else's by now.
    private static let owner = "looking whose it is"
    /// A manifest without any volume would be refused.
    private static let other = "  other: {size: 1GiB}\n"

    static let all: [RequestRow] = [
        RequestRow(
            operation: "create", before: stack(nil), after: stack("size: 1GiB"), cinder: "7", floor: 2),
        RequestRow(
            operation: "create with limits", before: stack(nil),
            after: stack("size: 1GiB, qos: {total_iops_max: 5}"), cinder: "9", floor: 2),
        RequestRow(
            operation: "create with limits and metadata", before: stack(nil),
            after: stack("size: 1GiB, qos: {total_iops_max: 5}, metadata: {a: b}"), cinder: "9", floor: 2,
            allowance: ["second look at the metadata"]),
        RequestRow(
            operation: "create from template", before: stack(nil), after: stack("template: basic_small"),
            cinder: "7 to 8", floor: 2, allowance: ["reading the template again under the lease"]),
        RequestRow(
            operation: "create, attached, with CHAP, known initiator", before: stack(nil, hosts),
            after: stack(
                "size: 1GiB",
                hosts + "attachments: {ledger: {initiators: [db-01], chap: {user: ledger, password: 'env:CHAP'}}}\n"),
            cinder: "7 + 15 + 3", floor: 2),
        RequestRow(
            operation: "extend", before: stack("size: 1GiB"), after: stack("size: 2GiB"), cinder: "7", floor: 1,
            allowance: [marker]),
        RequestRow(
            operation: "attach, known initiator", before: stack("size: 1GiB", hosts),
            after: stack("size: 1GiB", hosts + "attachments: {ledger: {initiators: [db-01]}}\n"), cinder: "14 + 3",
            floor: 3),
        RequestRow(
            operation: "attach, new initiator", before: stack("size: 1GiB"),
            after: stack("size: 1GiB", hosts + "attachments: {ledger: {initiators: [db-01]}}\n"), cinder: "15 + 3",
            floor: 4),
        RequestRow(
            operation: "detach", before: stack("size: 1GiB", hosts + "attachments: {ledger: {initiators: [db-01]}}\n"),
            after: stack("size: 1GiB", hosts), cinder: "4 to 5", floor: 2),
        RequestRow(
            operation: "retype, nothing differs", before: stack("size: 1GiB, replica_count: 2"),
            after: stack("size: 1GiB, type: two", "volume_types: {two: {replica_count: 2}}\n"), cinder: "9", floor: 0),
        RequestRow(
            operation: "retype placement",
            before: stack("size: 1GiB, placement_policy: default, placement_mode: hybrid"),
            after: stack("size: 1GiB, placement_policy: all-flash, placement_mode: all_flash"), cinder: "10",
            floor: 1, allowance: [marker]),
        RequestRow(
            operation: "retype placement and limits",
            before: stack("size: 1GiB, placement_policy: default, placement_mode: hybrid, qos: {total_iops_max: 5}"),
            after: stack(
                "size: 1GiB, placement_policy: all-flash, placement_mode: all_flash, qos: {total_iops_max: 9}"),
            cinder: "11 to 12", floor: 2, allowance: [marker]),
        RequestRow(
            operation: "retype replicas, pool, placement and limits",
            before: stack(
                "size: 1GiB, replica_count: 2, ip_pool: default, placement_policy: default, placement_mode: hybrid, "
                    + "qos: {total_iops_max: 5}"),
            after: stack(
                "size: 1GiB, replica_count: 3, ip_pool: fast, placement_policy: all-flash, placement_mode: all_flash, "
                    + "qos: {total_iops_max: 9}"),
            given: (
                "POST", "/access_network_ip_pools",
                #"{"name":"fast","network_paths":[{"name":"access_1","start_ip":"10.1.0.1","range":100,"netmask":16}]}"#
            ), cinder: "17 to 18", floor: 5, allowance: [marker, owner]),
        RequestRow(
            operation: "snapshot", before: stack("size: 1GiB"), after: stack("size: 1GiB", snapshot), cinder: "5",
            floor: 2, allowance: [key, "looking whether it was taken before"]),
        RequestRow(
            operation: "delete snapshot", before: stack("size: 1GiB", snapshot),
            after: stack("size: 1GiB", "removed: [{from: snapshot/ledger@before, action: delete}]\n"), cinder: "5",
            floor: 1, allowance: [key, "looking whether the key is gone", owner]),
        RequestRow(
            operation: "clone", before: stack("size: 1GiB"),
            after: stack("size: 1GiB") + "  copy: {size: 1GiB, clone_of: ledger}\n", cinder: "6", floor: 2,
            allowance: [marker]),
        RequestRow(
            operation: "clone, larger (Cinder forgets to extend it)", before: stack("size: 1GiB"),
            after: stack("size: 1GiB") + "  copy: {size: 2GiB, clone_of: ledger}\n", cinder: "6", floor: 3,
            allowance: [marker]),
        RequestRow(
            operation: "volume from snapshot", before: stack("size: 1GiB", snapshot),
            after: stack("size: 1GiB", snapshot) + "  copy: {size: 1GiB, from_snapshot: ledger@before}\n",
            cinder: "8", floor: 2, allowance: [marker]),
        RequestRow(
            operation: "restore, with a snapshot of what is there", before: stack("size: 1GiB", snapshot),
            after: stack("size: 1GiB", snapshot),
            intent: .restoreSnapshot(SnapshotRestoreRequest(key: ResourceKey("ledger"), name: .named("before"))),
            cinder: "-",
            floor: 4, allowance: ["looking whether it is done", owner, owner]),
        RequestRow(
            operation: "manage", before: stack(nil), after: stack("size: 1GiB"),
            intent: .adopt([AdoptionRequest(key: ResourceKey("ledger"))], fromStack: nil),
            given: (
                "POST", "/app_instances",
                #"{"name":"ledger","storage_instances":[{"name":"storage-1","volumes":[{"name":"volume-1","size":1}]}]}"#
            ), cinder: "4", floor: 1,
            allowance: ["looking for a description to keep", owner]),
        RequestRow(
            operation: "unmanage", before: stack("size: 1GiB") + other,
            after: stack(nil, "removed: [{from: volume/ledger, action: forget}]\nvolumes:\n") + other, cinder: "2",
            floor: 1,
            allowance: ["looking for the description of before", owner]),
        RequestRow(
            operation: "rename", before: stack("size: 1GiB, name: one"), after: stack("size: 1GiB, name: two"),
            cinder: "2", floor: 1),
        RequestRow(
            operation: "delete", before: stack("size: 1GiB") + other,
            after: stack(nil, "removed: [{from: volume/ledger, action: delete}]\nvolumes:\n") + other, cinder: "6",
            floor: 2, allowance: [owner, owner]),
    ]
}
