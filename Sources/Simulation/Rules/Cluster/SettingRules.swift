/// Settings that the array keeps and shows, without any consequence in the simulation: one document per path.
enum SettingRules {
    private struct Setting {
        let path: String
        let summary: String
        /// nil where the API offers no update.
        let schema: Schema?
    }

    private static let settings: [Setting] = [
        Setting(path: "/system/dns", summary: "the DNS settings", schema: .object(["domain": .text(.description)])),
        Setting(path: "/system/dns/servers", summary: "the DNS servers", schema: .list(.text(.ipv4))),
        Setting(path: "/system/dns/search_domains", summary: "the DNS search domains", schema: .hosts),
        Setting(path: "/system/ntp_servers", summary: "the NTP servers", schema: .hosts),
        Setting(path: "/system/http_proxy", summary: "the HTTP proxy", schema: .httpProxy),
        Setting(path: "/system/network", summary: "the network", schema: nil),
        Setting(path: "/system/network/access_vip", summary: "the access VIP", schema: nil),
        Setting(path: "/system/network/mgmt_vip", summary: "the management VIP", schema: nil),
        Setting(path: "/system/network/internal_network", summary: "the internal network", schema: nil),
        Setting(path: "/system/network/mapping", summary: "the network mapping", schema: nil),
        Setting(path: "/system/snmp_policy", summary: "the SNMP policy", schema: .snmpPolicy),
        Setting(path: "/monitoring/policies/default", summary: "monitoring", schema: .object(["enabled": .boolean])),
        Setting(
            path: "/monitoring/destinations/default", summary: "the monitoring destination",
            schema: .monitoringDestination),
    ]

    static let routes: [Route] = settings.flatMap { setting in
        let path = setting.path
        let isList = setting.schema?.kinds == [.array]
        let show = Route(.read, path, "Show " + setting.summary, schema: isList ? .fixed(.listing) : .none) {
            state, _ throws(Refusal) in
            answer(state.settings[path] ?? [:])
        }
        guard let schema = setting.schema else { return [show] }
        let edit = Route(.update, path, "Edit " + setting.summary, schema: .fixed(schema)) {
            state, call throws(Refusal) in
            try merge(call.body, into: &state, at: path)
            return answer(state.settings[path] ?? [:])
        }
        return [show, edit]
    }

    /// Members are merged; a list replaces the one there was.
    static func merge(_ body: JSONValue, into state: inout ArrayState, at path: String) throws(Refusal) {
        state.settings[path] = MergePatch(patch: body).applied(to: state.settings[path] ?? .null)
    }

    private static func answer(_ document: JSONValue) -> Answer {
        if case .array(let elements) = document { .list(elements) } else { .entity(document) }
    }
}

extension Schema {
    fileprivate static let hosts = list(Schema(kinds: [.string], pattern: .host, maximumLength: 255))

    fileprivate static let httpProxy = object([
        "enabled": boolean, "host": text(.host), "password": text(.password), "port": integer(1...65_535),
        "user": text(.description),
    ])

    fileprivate static let snmpPolicy = object([
        "contact": text(.freeText), "enabled": boolean, "location": text(.freeText),
    ])

    fileprivate static let monitoringDestination = object([
        "facility": choice((0...7).map { "Local\($0)" }), "host": text(.host), "port": integer,
    ])

    static let system = object([
        "access_interface_aggr_type": choice(["single", "bonded"]),
        "callhome_enabled": boolean,
        "compression_enabled": boolean,
        "interface_aggregation_mode": choice([
            "balance-rr", "active-backup", "balance-xor", "broadcast", "lacp", "balance-tlb", "balance-alb",
        ]),
        "internal_interface_aggr_type": choice(["single", "bonded"]),
        "network_devices": anything,
    ])
}
