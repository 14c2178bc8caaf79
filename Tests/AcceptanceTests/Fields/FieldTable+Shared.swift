extension FieldTable {
    static let sharedRows: [FieldRow] = [
        FieldRow(
            place: "tenants.*.description", before: tenant("Number one"), first: tenant("Number two"),
            second: tenant("Number six"),
            hand: [FieldRow.Request(path: "/_sim/state/tenants/%2Froot%2Ftena", body: #"{"descr":"By hand"}"#)]),
        FieldRow(
            place: "initiators.*.iqn", before: host("host-1", "host-one"), first: host("host-2", "host-one"),
            second: host("host-3", "host-one"), arguments: FieldRow.disruptive,
            drift: .no("an initiator is its IQN: another one is another initiator")),
        FieldRow(
            place: "initiators.*.name", before: host("host-1", "host-one"), first: host("host-1", "host-one"),
            second: host("host-1", "host-two"),
            hand: [FieldRow.Request(path: "/_sim/state/initiators/0", body: #"{"name":"by-hand"}"#)],
            update: .partly([.text, .json], label), drift: .no(label)),
        FieldRow(
            place: "initiator_groups.*.name", before: group("name: group-one", "host-1"),
            first: group("name: group-two", "host-1"), second: group("name: group-six", "host-1"),
            arguments: FieldRow.disruptive,
            hand: [FieldRow.Request(path: "/_sim/state/initiator_groups/group-two", body: #"{"name":"by-hand"}"#)]),
        FieldRow(
            place: "initiator_groups.*.members", before: group("name: group-one", "host-1"),
            first: group("name: group-one", "host-2"), second: group("name: group-one", "host-3"),
            arguments: FieldRow.disruptive,
            hand: [FieldRow.Request(path: "/_sim/state/initiator_groups/0", body: #"{"members":[]}"#)]),
        FieldRow(
            place: "snapshots", before: volume, first: "snapshots: {ledger@one: {}}\n" + volume,
            second: "snapshots: {ledger@two: {}}\n" + volume,
            hand: [
                FieldRow.Request(
                    path: "/_sim/state/app_instances/ledger/storage_instances/storage-1/volumes/volume-1",
                    body: #"{"snapshots":[]}"#)
            ]),
    ]

    private static let label = "a label is given when an initiator is made; one that differs is noted"
    private static let volume = "volumes:\n  ledger: {size: 10GiB}\n"

    private static func tenant(_ description: String) -> String {
        "tenants: {tena: {description: \(description)}}\nvolumes:\n  ledger: {size: 10GiB, tenant: tena}\n"
    }

    private static func host(_ iqn: String, _ name: String) -> String {
        "initiators: {host: {iqn: \"iqn.2000-01.org.example:\(iqn)\", name: \(name)}}\n" + volume
            + "attachments: {ledger: {initiators: [host]}}\n"
    }

    private static func group(_ name: String, _ member: String) -> String {
        "initiators:\n"
            + (1...3).map { "  host-\($0): \"iqn.2000-01.org.example:host-\($0)\"\n" }.joined()
            + "initiator_groups: {group: {\(name), members: [\(member)]}}\n" + volume
    }
}
