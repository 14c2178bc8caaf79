extension NodeDevice {
    func view(in node: StorageNode) -> JSONValue {
        var members: JSONObject = [
            "path": .string("\(node.path)/\(kind.rawValue)/\(id)"), "id": .string(id), "health": "ok",
            "op_state": "active", "slot_label": .string("\(number)"), "causes": [],
        ]
        if let size = kind.size { members["size"] = .int(size) }
        return .object(members)
    }
}
