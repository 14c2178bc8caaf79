extension Mistake {
    static let all: [Mistake] = [
        Mistake(
            description: "a smaller size", volumes: ["ledger: {size: 99GiB, replica_count: 2}", book],
            status: 4, said: ["<stdin>:5:18", "cannot shrink to 99 GiB", "write `size: 100GiB` or more"]),
        Mistake(
            description: "fewer replicas", volumes: ["ledger: {size: 100GiB, replica_count: 1}", book],
            status: 4, said: ["<stdin>:5:41", "cannot be reduced to 1", "write `replica_count: 2` or more"]),
        Mistake(
            description: "more replicas than there can be",
            volumes: ["ledger: {size: 100GiB, replica_count: 6}", book],
            said: ["<stdin>:5:41", "must be 1 to 5, not `6`"]),
        Mistake(
            description: "no replica", volumes: ["ledger: {size: 100GiB, replica_count: 0}", book],
            said: ["<stdin>:5:41", "must be 1 to 5, not `0`"]),
        Mistake(
            description: "a size in decimal units", volumes: ["ledger: {size: 200GB, replica_count: 2}", book],
            said: ["<stdin>:5:18", "not `200GB`", "write `187GiB`"]),
        Mistake(
            description: "a size beyond the limit", volumes: ["ledger: {size: 300TiB, replica_count: 2}", book],
            said: ["<stdin>:5:18", "must be 1 GiB to 256 TiB, not `300TiB`"]),
        Mistake(
            description: "a limit beyond the limit",
            volumes: ["ledger: {size: 100GiB, replica_count: 2, qos: {total_iops_max: 99999999999}}", book],
            said: ["<stdin>:5:66", "must be 0 to 10000000"]),
        Mistake(
            description: "a key of 65 letters",
            volumes: [ledger, book, "\(String(repeating: "n", count: 65)): {size: 1GiB}"],
            said: ["<stdin>:7:3", "has 65 characters", "`name:` may be longer"]),
        Mistake(
            description: "a name of 65 letters",
            volumes: [ledger, book, "page: {size: 1GiB, name: \(String(repeating: "n", count: 65))}"],
            said: ["<stdin>:7:28", "must be 3-64 of letters"]),
        Mistake(
            description: "a key too short for a name", volumes: [ledger, book, "ab: {size: 1GiB}"],
            said: ["<stdin>:7:3", "`ab` is not", "add a `name:`"]),
        Mistake(
            description: "a name of another volume", volumes: [ledger, book, "page: {size: 1GiB, name: book}"],
            said: ["<stdin>:7:28", "`book` is already used in tenant `/root`, at <stdin>:6:3"]),
        Mistake(
            description: "a name that is not ours", volumes: [ledger, book, "foreign: {size: 2GiB}"], status: 4,
            said: ["blocked [not_adopted] volume/foreign", "<stdin>:7:3"]),
        Mistake(
            description: "a key renamed without a word", volumes: [ledger, "tome: {size: 10GiB, name: book}"],
            status: 4,
            said: ["blocked [renamed] volume/book", "<stdin>:6:3", "`moved: [{from: volume/book, to: volume/tome}]`"]),
        Mistake(
            description: "a line dropped", volumes: [ledger], status: 4,
            said: ["blocked [orphaned] volume/book", "`removed: [{from: volume/book, action: forget}]`"]),
        Mistake(
            description: "another tenant", volumes: [ledger, "book: {size: 10GiB, tenant: payments}"],
            more: [snapshot, "tenants: {payments: {}}"], status: 4,
            said: ["blocked [wrong_tenant] volume/book", "<stdin>:6:3", "restore the old tenant"]),
        Mistake(
            description: "a type that is none", volumes: [ledger, "book: {size: 10GiB, type: gold}"],
            said: ["<stdin>:6:29", "there is no volume type `gold`"]),
        Mistake(
            description: "a misspelt extra spec", volumes: [ledger, "book: {size: 10GiB, type: gold}"],
            more: [snapshot, #"volume_types: {gold: {extra_specs: {"DF:replica_cuont": 3}}}"#],
            said: ["<stdin>:8:37", "did you mean `DF:replica_count`?"]),
        Mistake(
            description: "placement of the other product",
            volumes: [ledger, "book: {size: 10GiB, placement_mode: hybrid}"],
            said: ["<stdin>:6:39", "is not supported by product 3.3.3.0", "set `placement_policy`"]),
        Mistake(
            description: "a template that is none", volumes: [ledger, book, "page: {template: huge}"],
            said: ["<stdin>:7:20", "app template huge is not visible"]),
        Mistake(
            description: "a template and a field that it decides",
            volumes: [ledger, book, "page: {template: basic_small, replica_count: 1}"],
            said: ["<stdin>:7:48", "decides `replica_count`", "leave it out"]),
        Mistake(
            description: "a clone of nothing", volumes: [ledger, book, "copy: {size: 10GiB, clone_of: nothing}"],
            said: ["<stdin>:7:33", "there is no volume `nothing`"]),
        Mistake(
            description: "a clone of a name that nobody has",
            volumes: [ledger, book, "copy: {size: 10GiB, clone_of: {existing: nothing}}"],
            said: ["<stdin>:7:33", "no app instance `nothing` to clone"]),
        Mistake(
            description: "a clone smaller than its source",
            volumes: [ledger, book, "copy: {size: 10GiB, clone_of: ledger}"],
            said: ["<stdin>:7:16", "a clone cannot be smaller", "write `size: 100GiB` or more"]),
        Mistake(
            description: "a clone of itself", volumes: [ledger, book, "copy: {size: 10GiB, clone_of: copy}"],
            said: ["<stdin>:7:33", "copy → copy"]),
        Mistake(
            description: "clones in a circle",
            volumes: [ledger, book, "one: {size: 10GiB, clone_of: two}", "two: {size: 10GiB, clone_of: one}"],
            said: ["<stdin>:7:32", "one → two → one"]),
        Mistake(
            description: "two origins",
            volumes: [ledger, book, "copy: {size: 100GiB, clone_of: ledger, from_snapshot: ledger@before}"],
            said: ["<stdin>:7:57", "`clone_of` or `from_snapshot`, not both"]),
        Mistake(
            description: "a volume from a snapshot that is none",
            volumes: [ledger, book, "copy: {size: 100GiB, from_snapshot: ledger@after}"],
            said: ["<stdin>:7:39", "has no snapshot `after`", "declare `ledger@after` under `snapshots:`"]),
        Mistake(
            description: "a volume from a snapshot in another tenant",
            volumes: [ledger, book, "copy: {size: 100GiB, tenant: payments, from_snapshot: ledger@before}"],
            more: [snapshot, "tenants: {payments: {}}"],
            said: ["<stdin>:7:57", "a clone is always in the tenant of its source", "write `tenant: /root`"]),
        Mistake(
            description: "a snapshot of nothing", more: ["snapshots: {ledger@before: {}, nothing@now: {}}"],
            said: ["<stdin>:7:32", "there is no volume `nothing`"]),
        Mistake(
            description: "a snapshot without a name", more: ["snapshots: {ledger@before: {}, book: {}}"],
            said: ["<stdin>:7:32", "write, for instance, `book@before-upgrade: {}`"]),
        Mistake(
            description: "a snapshot that is deleted and declared",
            more: [snapshot, "removed: [{from: snapshot/ledger@before, action: delete}]"],
            said: ["<stdin>:8:18", "`ledger@before` is still declared, at <stdin>:7:13"]),
        Mistake(
            description: "a policy with an interval that is none",
            volumes: [
                ledger, "book: {size: 10GiB, snapshot_policies: {daily: {interval: 2days, retention_count: 5}}}",
            ], said: ["<stdin>:6:61", "not `2days`"]),
        Mistake(
            description: "a policy that keeps too many",
            volumes: [
                ledger, "book: {size: 10GiB, snapshot_policies: {daily: {interval: 1day, retention_count: 257}}}",
            ], said: ["<stdin>:6:84", "must be 1 to 256, not `257`"]),
        Mistake(
            description: "more metadata than there is room",
            volumes: [ledger, "book: {size: 10GiB, metadata: {notes: \(String(repeating: "n", count: 2100))}}"],
            said: ["<stdin>:6:33", "supports at most 2048", "shorten them"]),
        Mistake(
            description: "an attachment to a host that is none",
            more: [snapshot, "attachments: {ledger: {initiators: [db-07]}}"],
            said: ["<stdin>:8:37", "there is no initiator `db-07`"]),
        Mistake(
            description: "a password in the manifest",
            more: [
                snapshot, #"initiators: {db-01: "iqn.1993-08.org.debian:01:db01"}"#,
                "attachments: {ledger: {initiators: [db-01], chap: {user: ledger, password: secret-12345}}}",
            ], said: ["<stdin>:9:76", "not the secret itself", "write `env:NAME` or `file:PATH`"]),
        Mistake(
            description: "a restore of a snapshot that is none",
            verb: ["snapshot", "restore", "--yes", "ledger@after"], status: 4,
            said: ["volume/ledger: has no snapshot after", "`snapshot list ledger`"]),
        Mistake(
            description: "a restore of a volume that is none",
            verb: ["snapshot", "restore", "--yes", "nothing@before"], status: 64,
            said: ["stack tried has no resource `nothing`", "There are: volume/book, volume/ledger."]),
        Mistake(
            description: "a restore without saying of what", verb: ["snapshot", "restore", "--yes", "ledger"],
            status: 64, said: ["KEY@NAME, or KEY@TIMESTAMP"]),
        Mistake(
            description: "a moved volume that is not there",
            more: [snapshot, "moved: [{from: volume/nothing, to: volume/else}]"],
            said: ["<stdin>:8:36", "there is no volume `else`"]),
    ]
}
