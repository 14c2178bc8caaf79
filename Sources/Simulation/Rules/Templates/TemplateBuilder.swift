/// Makes and changes the parts of app templates by bodies whose form has been checked.
struct TemplateBuilder {
    let call: Call

    func storageTemplates(
        _ bodies: JSONValue?, of template: AppTemplate, in state: ArrayState
    ) throws(Refusal) -> [StorageTemplate] {
        var built = template
        built.storageTemplates = []
        for body in bodies?.array ?? [] {
            try built.add(try storageTemplate(body, in: state), limit: call.limits.storageInstancesPerApp)
        }
        return built.storageTemplates
    }

    func storageTemplate(_ body: JSONValue, in state: ArrayState) throws(Refusal) -> StorageTemplate {
        let pool = try state.addressPool("/access_network_ip_pools/default", in: call.tenant)
        var storage = StorageTemplate(name: body["name"]?.string ?? "", ipPool: pool)
        try apply(body, to: &storage, in: state)
        return storage
    }

    /// Absent keys stay as they are; given volume templates replace all others.
    func apply(_ body: JSONValue, to storage: inout StorageTemplate, in state: ArrayState) throws(Refusal) {
        storage.auth = try AuthenticationRules.settings(storage.auth, updatedBy: body["auth"])
        if let pool = body["ip_pool"]?.string ?? body["ip_pool"]?["path"]?.string {
            // Text of unknown form: the recorded schema says no more than that it is text.
            let path = pool.hasPrefix("/") ? pool : "/access_network_ip_pools/\(pool)"
            storage.ipPool = try state.addressPool(path, in: call.tenant)
        }
        if let bodies = body["volume_templates"]?.array {
            storage.volumeTemplates = []
            for body in bodies {
                try storage.add(try volumeTemplate(body, in: state), limit: call.limits.volumesPerStorage)
            }
        }
    }

    func volumeTemplate(_ body: JSONValue, in state: ArrayState) throws(Refusal) -> VolumeTemplate {
        var volume = VolumeTemplate(
            name: body["name"]?.string ?? "", size: body["size"]?.int ?? 1,
            placementPolicy: try state.placementPolicy("/placement_policies/default", in: call.tenant))
        try apply(body, to: &volume, in: state)
        if let limits = body["performance_policy"]?.object, !limits.isEmpty {
            volume.performancePolicy = PerformancePolicy().updated(by: .object(limits))
        }
        volume.snapshotPolicies = try SnapshotPolicyRules.policies(body["snapshot_policies"])
        return volume
    }

    func apply(_ body: JSONValue, to volume: inout VolumeTemplate, in state: ArrayState) throws(Refusal) {
        if let size = body["size"]?.int { volume.size = size }
        if let count = body["replica_count"]?.int { volume.replicaCount = count }
        let placement = try state.placement(body, in: call.tenant)
        if let mode = placement.mode { volume.placementMode = mode }
        if let policy = placement.policy { volume.placementPolicy = policy }
    }
}
