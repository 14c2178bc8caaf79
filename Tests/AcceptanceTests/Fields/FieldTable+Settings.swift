extension FieldTable {
    static let settingRows: [FieldRow] = (capacity + limits + policies + decisions + creationOnly + references).flatMap(
        \.rows)

    private typealias Level = FieldSetting.Level

    private static let everywhereButExtraSpecs = Level.allCases.filter { $0 != .extraSpecs }
    /// What the parts of one app instance have in common.
    private static let whole: [Level] = [.defaults, .type, .volume, .appInstance]
    /// What the keys of an app instance's parts say.
    private static let unnamed: [Level] = [.defaults, .type, .extraSpecs, .volume]

    static let pools: [FieldRow.Request] = [("fast", 1), ("slow", 2)].map { name, number in
        FieldRow.Request(
            method: "POST", path: "/access_network_ip_pools",
            body: #"{"name":"\#(name)","network_paths":[{"name":"access_1","start_ip":"10.\#(number).0.1","#
                + #""range":100,"netmask":16}]}"#)
    }

    private static let capacity: [FieldSetting] = [
        FieldSetting(
            key: "replica_count", values: ["1", "2", "3"], arguments: FieldRow.disruptive,
            hand: .volume(#"{"replica_count":1}"#)),
        FieldSetting(
            key: "placement_policy", values: ["default", "all-flash", "single-flash"],
            hand: .volume(#"{"placement_policy":{"path":"/placement_policies/hybrid","resolved_tenant":"/root"}}"#)),
        FieldSetting(
            key: "placement_mode", values: ["hybrid", "single_flash", "all_flash"], product: "3.2.5.0",
            hand: .volume(#"{"placement_mode":"hybrid"}"#)),
        FieldSetting(
            key: "ip_pool", values: ["default", "fast", "slow"],
            levels: Level.allCases.filter { $0 != .innerVolume }, givens: pools, arguments: FieldRow.disruptive,
            hand: .storage(#"{"ip_pool":{"path":"/access_network_ip_pools/slow","resolved_tenant":"/root"}}"#)),
        FieldSetting(
            key: "round_robin", values: ["", "true", "false"], levels: Level.allCases.filter { $0 != .innerVolume },
            create: .no(roundRobin), update: .no(roundRobin), drift: .no(roundRobin), export: .no(roundRobin)),
        FieldSetting(
            key: "admin_state", values: ["online", "online", "offline"], levels: whole,
            arguments: FieldRow.disruptive, hand: .appInstance(#"{"admin_state":"offline"}"#)),
    ]

    private static let roundRobin =
        "it only sets the order in which `explain` lists the portals; the array does not store it and no request is sent"

    private static let limits: [FieldSetting] =
        [
            "read_iops_max", "write_iops_max", "total_iops_max", "read_bandwidth_max", "write_bandwidth_max",
            "total_bandwidth_max",
        ].map { key in
            FieldSetting(
                key: "qos.\(key)", values: ["1000", "2000", "3000"],
                hand: .volume(#"{"performance_policy":{"\#(key)":7000}}"#))
        } + [
            FieldSetting(
                key: "qos.iops_per_gb", values: ["100", "200", "300"],
                hand: .volume(#"{"performance_policy":{"total_iops_max":7000}}"#)),
            FieldSetting(
                key: "qos.bandwidth_per_gb", values: ["100", "200", "300"],
                hand: .volume(#"{"performance_policy":{"total_bandwidth_max":7000}}"#)),
        ]

    private static let policies: [FieldSetting] = [
        FieldSetting(
            key: "snapshot_policies.*.interval", values: ["1hour", "1day", "1week"], levels: everywhereButExtraSpecs,
            around: ("hourly: {retention_count: 3, ", "}"), hand: .policy(#"{"interval":"1week"}"#)),
        FieldSetting(
            key: "snapshot_policies.*.retention_count", values: ["3", "4", "5"], levels: everywhereButExtraSpecs,
            around: ("hourly: {interval: 1day, ", "}"), hand: .policy(#"{"retention_count":9}"#)),
        FieldSetting(
            key: "snapshot_policies.*.start_time",
            values: [1, 2, 3].map { "\"2027-01-0\($0)T01:00:00Z\"" }, levels: everywhereButExtraSpecs,
            around: ("hourly: {interval: 1day, retention_count: 3, ", "}"),
            hand: .policy(#"{"start_time":"2027-01-01T05:00:00Z"}"#)),
    ]

    /// What the tool decides by; the array knows nothing of these.
    private static let decisions: [FieldSetting] = [
        FieldSetting(
            key: "protect", values: ["", "true", "false"], levels: whole,
            drift: .no("it is in the marker, which only the stack writes")),
        FieldSetting(
            key: "manage", values: ["full", "full", "no-delete"], levels: whole,
            size: ["10GiB", "20GiB", "20GiB"],
            update: .partly([.json, .digest], manage), drift: .no(manage),
            export: .no(manage)),
        FieldSetting(
            key: "extend", values: ["online", "online", "offline"], levels: whole,
            size: ["10GiB", "20GiB", "20GiB"], arguments: FieldRow.disruptive,
            drift: .no("it sets how a step is carried out; the array does not store it"),
            export: .no("it sets how a step is carried out; the array does not store it")),
    ]

    private static let manage =
        "it sets what this stack may do later and writes nothing; the digest covers it, because the approver relied on it"

    private static let creationOnly: [FieldSetting] = [
        FieldSetting(
            key: "access_control_mode", values: ["deny_all", "deny_all", "allow_all"], levels: whole,
            hand: .storage(#"{"access_control_mode":"allow_all"}"#),
            update: .partly([.text, .json], "the array takes it only at creation: the difference is noted")),
        FieldSetting(
            key: "default_storage_name", values: ["storage-1", "storage-1", "storage-2"], levels: unnamed,
            hand: .storage(#"{"name":"storage-9"}"#), update: .partly([.text, .json], partName)),
        FieldSetting(
            key: "default_volume_name", values: ["volume-1", "volume-1", "volume-2"], levels: unnamed,
            hand: .volume(#"{"name":"volume-9"}"#), update: .partly([.text, .json], partName)),
    ]

    private static let types =
        "volume_types: {one: {qos: {total_iops_max: 1}}, two: {qos: {total_iops_max: 2}}, six: {qos: {total_iops_max: 6}}}\n"

    private static let references: [FieldSetting] = [
        FieldSetting(
            key: "type", values: ["one", "two", "six"],
            levels: [.defaults, .volume, .appInstance, .storageInstance, .innerVolume], beside: types,
            hand: .volume(#"{"performance_policy":{"total_iops_max":7000}}"#)),
        FieldSetting(
            key: "template", values: ["basic_small", "basic_small", "other_small"], levels: unnamed,
            givens: [
                FieldRow.Request(
                    method: "POST", path: "/app_templates",
                    body: #"{"name":"other_small","storage_templates":[{"name":"storage-1","volume_templates":"#
                        + #"[{"name":"volume-1","size":10,"replica_count":2}]}]}"#)
            ],
            update: .partly(
                [.text, .json], "a live volume does not change its template: the difference is noted"),
            drift: .no("the array itself cannot give a live volume another template")),
    ]

    private static let partName =
        "parts cannot be renamed on the array; a live volume whose parts have other names is refused"
}
