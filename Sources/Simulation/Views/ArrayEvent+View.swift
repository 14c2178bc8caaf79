extension ArrayEvent {
    /// As `/events` shows it; all is text but the count, as the Go SDK decodes it.
    var view: JSONValue {
        [
            "path": .string("/events/\(uuid)"), "uuid": .string(uuid), "code": .string(code),
            "severity": .string(severity.rawValue), "message": .string(message), "description": .string(message),
            "context": .string(parameters.joined(separator: ",")), "debug": "", "tenant": .string(tenant.description),
            "object_path": .string(objectPath), "time": .string(time.iso8601),
            "last_seen_ts": .string(lastSeen.iso8601), "repeat_count": .int(repeatCount),
        ]
    }

    /// As `/audit_logs` shows it; nil where no object was changed.
    var auditView: JSONValue? {
        guard let operation else { return nil }
        let word =
            switch operation {
            case .create: "OBJECT_ADDED"
            case .update, .read: "OBJECT_MODIFIED"
            case .delete: "OBJECT_DELETED"
            }
        return [
            "path": .string("/audit_logs/\(uuid)"), "id": .string(uuid), "operation": .string(word),
            "description": .string(message), "user": .string(user), "session_info": .string("tenant \(tenant)"),
            "version": .string(version), "object_type": .string(objectType), "object_name": .string(objectName),
            "object_url": .string(objectPath), "param_info": .string(parameters.joined(separator: ",")),
            "timestamp": .string(time.iso8601),
        ]
    }

    /// As `/event_logs` shows it, from before there was `/events`.
    var logView: JSONValue {
        let members: JSONObject = ["path": .string("/event_logs/\(uuid)"), "timestamp": .string(time.iso8601)]
        return .object(members.merging(logMembers))
    }

    /// As `/fault_logs` shows what went wrong; nil where nothing did.
    func faultView(isCleared: Bool) -> JSONValue? {
        guard severity == .warning else { return nil }
        let members: JSONObject = [
            "path": .string("/fault_logs/\(uuid)"), "timestamp": .int(Int(time.nanoseconds / 1_000_000)),
            "acknowledged": false, "cleared": .bool(isCleared), "count": .int(repeatCount), "repeat": "",
        ]
        return .object(members.merging(logMembers))
    }

    /// What both of the older logs show.
    private var logMembers: JSONObject {
        [
            "id": .string(uuid), "code": .string(code), "cause": .string(message),
            "severity": .string(severity.rawValue), "type": source == .system ? "hardware" : "operational",
            "object_id": .string(objectName), "object_lbl": .string(objectName), "object_path": .string(objectPath),
            "object_tenant": .string(tenant.description), "object_type": .string(objectType),
            "object_url": .string(objectPath),
        ]
    }
}
