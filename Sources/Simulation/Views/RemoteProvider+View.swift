extension RemoteProvider {
    func view(for viewer: Viewer) -> JSONValue {
        let members: JSONObject = [
            "path": .string(path), "uuid": .string(uuid), "remote_type": .string(remoteType),
            "status": viewer.isPending(availableAt) ? "pending" : "available",
            "last_seen_timestamp": .string(lastSeen.iso8601),
            "operations": .array(operations.map { $0.view(at: self, for: viewer) }),
        ]
        let shown = settings.filter { !Self.secrets.contains($0.key) }.sorted { $0.key < $1.key }
        return .object(members.merging(JSONObject(shown.map { ($0.key, $0.value) })))
    }
}

extension RemoteOperation {
    func view(at provider: RemoteProvider, for viewer: Viewer) -> JSONValue {
        let isRunning = viewer.isPending(doneAt) && !isAborted
        return [
            "path": .string("\(provider.path)/operations/\(uuid)"), "uuid": .string(uuid),
            "remote_provider_uuid": .string(provider.uuid), "app_instance_uuid": .string(appInstance),
            "op_type": .string(kind.rawValue), "op_state": isAborted ? "aborted" : isRunning ? "running" : "done",
            "percent_done": isRunning || isAborted ? 0 : 100, "total_tasks_issued": 1,
            "total_tasks_done": isRunning || isAborted ? 0 : 1,
            "references": ["snapshot_app_instance_path": .string(snapshotPath)],
        ]
    }
}
