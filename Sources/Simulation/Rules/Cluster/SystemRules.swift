enum SystemRules {
    static let routes: [Route] =
        [
            Route(.read, "/system", "Show the system", entity: "system") { state, call throws(Refusal) in
                .entity(view(of: state, call))
            },
            Route(.update, "/system", "Edit the system", entity: "system", schema: .fixed(.system)) {
                state, call throws(Refusal) in
                try SettingRules.merge(call.body, into: &state, at: "/system")
                return .entity(view(of: state, call))
            },
        ] + SettingRules.routes

    /// Capacities are bytes. The cluster is half flash and half hybrid, and so is what is provisioned.
    private static func view(of state: ArrayState, _ call: Call) -> JSONValue {
        let total = call.configuration.totalCapacity
        let provisioned = Int(clamping: state.appInstances.provisionedBytes)
        let available = Int(clamping: CapacityRules.available(in: state, call.configuration))
        var members: JSONObject = [
            "path": "/system", "uuid": .string(state.uuid), "name": .string(state.name),
            "sw_version": .string(call.configuration.productVersion),
            "build_version": .string(call.configuration.productVersion + "-simulated"),
            "health": "ok", "op_state": "running", "causes": [],
            "total_capacity": .int(total), "available_capacity": .int(available),
            "total_provisioned_capacity": .int(provisioned),
            "all_flash_total_capacity": .int(total / 2), "all_flash_available_capacity": .int(available / 2),
            "all_flash_provisioned_capacity": .int(provisioned / 2),
            "hybrid_total_capacity": .int(total - total / 2),
            "hybrid_available_capacity": .int(available - available / 2),
            "hybrid_provisioned_capacity": .int(provisioned - provisioned / 2),
            "compression_ratio": "1.0", "l3_enabled": false,
            "uptime": .int(call.now.milliseconds(since: state.startedAt)),
            "last_reboot_timestamp": .string(state.startedAt.iso8601),
        ]
        for (key, value) in state.settings["/system"]?.object ?? [:] { members[key] = value }
        for embedded in ["dns", "network", "http_proxy"] { members[embedded] = state.settings["/system/\(embedded)"] }
        members["ntp_servers"] = state.settings["/system/ntp_servers"]
        if call.dialect.hasExtendedFields {
            members["timezone"] = "UTC"
            members["witness_policy"] = [:]
        }
        return .object(members)
    }
}
