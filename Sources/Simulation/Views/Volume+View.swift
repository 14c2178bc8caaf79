extension Volume {
    func path(under storagePath: String) -> String { "\(storagePath)/volumes/\(name)" }

    func view(under storagePath: String, for viewer: Viewer) -> JSONValue {
        let path = path(under: storagePath)
        var members: JSONObject = [
            "path": .string(path), "name": .string(name), "replica_count": .int(replicaCount), "uuid": .string(uuid),
            "size": .double(size), "capacity_in_use": .int(capacityInUse),
            "snapshot_policies": .array(snapshotPolicies.map { $0.view(under: path) }),
        ]
        if let performancePolicy { members["performance_policy"] = performancePolicy.view(under: path) }
        members["snapshots"] = .array(snapshots.map { $0.view(under: path, for: viewer) })
        if viewer.dialect.placesByPolicy {
            members["placement_policy"] = placementPolicy.view
        } else {
            members["placement_mode"] = .string(placementMode)
        }
        members["op_state"] = "available"
        if let operation, viewer.isPending(operation.until) { members["op_status"] = .string(operation.status) }
        members["active_storage_nodes"] = .references(activeStorageNodes)
        members["health"] = .string(health ?? "ok")
        members["deployment_state"] = "deployed"
        if let restorePoint { members["restore_point"] = .string(restorePoint) }
        if viewer.dialect.hasExtendedFields {
            for key in ["effective_size", "exclusive_size", "logical_size", "physical_size"] {
                members[key] = .int(capacityInUse)
            }
        }
        return .object(members)
    }
}

extension PerformancePolicy {
    func view(under volumePath: String) -> JSONValue {
        [
            "path": .string(volumePath + "/performance_policy"),
            "total_iops_max": .int(totalIopsMax), "total_bandwidth_max": .int(totalBandwidthMax),
            "read_iops_max": .int(readIopsMax), "write_iops_max": .int(writeIopsMax),
            "read_bandwidth_max": .int(readBandwidthMax), "write_bandwidth_max": .int(writeBandwidthMax),
        ]
    }
}

/// For whom and when an answer is written.
struct Viewer: Sendable {
    let dialect: Dialect
    let now: ArrayTime

    /// Whether something begun earlier is still going on.
    func isPending(_ time: ArrayTime?) -> Bool { time.map { $0 > now } ?? false }
}
