extension Snapshot {
    /// `timestamp` and `utc_ts` are text: real clients concatenate them into paths, whatever the schema says.
    func view(under ownerPath: String, for viewer: Viewer) -> JSONValue {
        var members: JSONObject = [
            "path": .string(path(under: ownerPath)), "timestamp": .string(utcTs), "utc_ts": .string(utcTs),
            "uuid": .string(uuid), "op_state": viewer.isPending(availableAt) ? "pending" : "available",
        ]
        if viewer.dialect.hasRemoteSnapshots {
            let state: JSONValue = viewer.isPending(availableAt) ? "pending" : "available"
            members["remote_providers"] = .array(
                remoteProviders.map { uuid in
                    ["path": .string("/remote_providers/\(uuid)"), "uuid": .string(uuid), "op_state": state]
                })
            for key in ["physical_size", "logical_size", "exclusive_size", "effective_size"] { members[key] = 0 }
            members["local"] = .bool(isLocal)
        }
        return .object(members)
    }
}

extension SnapshotPolicy {
    func view(under ownerPath: String) -> JSONValue {
        [
            "path": .string("\(ownerPath)/snapshot_policies/\(name)"), "name": .string(name),
            "interval": .string(interval), "retention_count": .int(retentionCount), "start_time": .string(startTime),
        ]
    }
}
