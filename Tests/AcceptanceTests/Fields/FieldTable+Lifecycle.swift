extension FieldTable {
    /// What becomes of resources.
    static let lifecycleRows: [FieldRow] = movedRows + removedRows + ignoreRows

    private static let onlyWhatIsThere = "on an array that has nothing there is nothing to move or remove"
    private static let oneTime = "it sets what a plan does once; the array does not store it"

    private static let movedRows = ["from", "to"].map { key in
        let manifests = ["one", "two"].map { name in
            key == "from"
                ? "volumes: {new: {size: 10GiB}}\nmoved: [{from: volume/\(name), to: volume/new}]\n"
                : "volumes: {one: {size: 10GiB}, two: {size: 10GiB}}\nmoved: [{from: volume/old, to: volume/\(name)}]\n"
        }
        return FieldRow(
            place: "moved[].\(key)",
            before: key == "from"
                ? "volumes: {one: {size: 10GiB}, two: {size: 10GiB}}\n" : "volumes: {old: {size: 10GiB}}\n",
            first: manifests[0], second: manifests[1], create: .no(onlyWhatIsThere), drift: .no(oneTime),
            export: .no(oneTime))
    }

    private static let hosts =
        "initiators: {host-1: \"iqn.2000-01.org.example:host-1\", host-2: \"iqn.2000-01.org.example:host-2\"}\n"

    private static let removedRows: [FieldRow] = [
        FieldRow(
            place: "removed[].from", before: hosts + keep,
            first: keep + "removed: [{from: \"initiator/iqn.2000-01.org.example:host-1\", action: delete}]\n",
            second: keep + "removed: [{from: \"initiator/iqn.2000-01.org.example:host-2\", action: delete}]\n",
            create: .no(onlyWhatIsThere), drift: .no(oneTime), export: .no(oneTime)),
        FieldRow(
            place: "removed[].action", before: "volumes: {keep: {size: 10GiB}, gone: {size: 10GiB}}\n",
            first: keep + "removed: [{from: volume/gone, action: forget}]\n",
            second: keep + "removed: [{from: volume/gone, action: delete}]\n",
            create: .no(onlyWhatIsThere), drift: .no(oneTime), export: .no(oneTime)),
        FieldRow(
            place: "removed[].tenant", before: tenants + keep,
            first: tenants + keep + removedHost("tena"), second: tenants + keep + removedHost("tenb"),
            givens: ["tena", "tenb"].flatMap { tenant in
                [
                    FieldRow.Request(
                        method: "POST", path: "/tenants", body: #"{"name":"\#(tenant)","parent_path":"/root"}"#),
                    FieldRow.Request(
                        method: "POST", path: "/initiator_groups", body: #"{"name":"hosts"}"#,
                        tenant: "/root/\(tenant)"),
                ]
            }, drift: .no(oneTime), export: .no(oneTime)),
    ]

    private static let keep = "volumes: {keep: {size: 10GiB}}\n"
    private static let tenants = "tenants: {tena: {}, tenb: {}}\n"

    private static func removedHost(_ tenant: String) -> String {
        "removed: [{from: initiator_group/hosts, action: delete, tenant: \(tenant)}]\n"
    }

    private static let ignoreRows: [FieldRow] = [
        ignoreRow("match", ["volume/one", "volume/two"].map { rule(match: $0) }),
        ignoreRow("fields", ["qos", "size"].map { rule(fields: $0) }),
        ignoreRow("until", ["2098-12-31", "2099-12-31"].map { rule(until: $0) }),
        ignoreRow("reason", ["trial", "audit"].map { rule(reason: $0) }),
    ]

    private static func rule(
        match: String = "volume/one", fields: String = "qos", until: String = "2099-12-31", reason: String = "trial"
    ) -> String {
        "ignore: [{match: \(match), fields: [\(fields)], until: \(until), reason: \(reason)}]\n"
    }

    private static func ignoreRow(_ key: String, _ rules: [String]) -> FieldRow {
        let volumes = { (limit: Int, size: Int) in
            "volumes:\n"
                + ["one", "two"].map { "  \($0): {size: \(size)GiB, qos: {total_iops_max: \(limit)}}\n" }.joined()
        }
        return FieldRow(
            place: "ignore[].\(key)", before: volumes(1, 10), first: rules[0] + volumes(2, 20),
            second: rules[1] + volumes(2, 20),
            create: ["match", "fields"].contains(key)
                ? .partly(
                    [.json, .digest], "a new volume gets all that is declared, but what the rule names is not managed")
                : .no("a new volume gets all that is declared: nothing is ignored yet"),
            update: key == "reason"
                ? .partly([.text, .json], "it explains and decides nothing, so no approval depends on it") : .yes,
            drift: .no("the array does not store it"), export: .no("the array does not store it"))
    }
}
