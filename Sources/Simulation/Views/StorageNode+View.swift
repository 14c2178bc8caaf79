extension StorageNode {
    /// Times are text here: the Go SDK cannot decode the integers of the recorded schema.
    func view(available: Int, product: String) -> JSONValue {
        var members: JSONObject = [
            "path": .string(path), "uuid": .string(uuid), "name": .string(name), "health": "ok",
            "admin_state": .string(adminState), "op_state": "online", "type": "hybrid",
            "total_capacity": .int(totalCapacity), "total_raw_capacity": .int(totalCapacity),
            "available_capacity": .int(available), "sw_version": .string(product), "build_version": .string(product),
            "model": "simulated", "vendor": "Datera", "disconnected": false, "causes": [], "psus": [], "volumes": [],
            "storage_instances": [],
        ]
        for kind in NodeDevice.Kind.allCases {
            members[kind.rawValue] = .array(NodeDevice.all(kind).map { $0.view(in: self) })
        }
        return .object(members)
    }
}
