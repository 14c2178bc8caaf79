/// Makes new storage instances and volumes from bodies whose form has been checked.
struct StorageBuilder {
    let call: Call

    func storageInstance(
        _ body: JSONValue, defaultMode: AccessControlMode, in state: inout ArrayState
    ) throws(Refusal) -> StorageInstance {
        var storage = try emptyStorageInstance(
            name: body["name"]?.string ?? "", pool: body["ip_pool"]?["path"]?.string, in: &state)
        storage.accessControlMode = body["access_control_mode"]?.string.flatMap(AccessControlMode.init) ?? defaultMode
        storage.adminState = body["admin_state"]?.string.flatMap(AdminState.init) ?? .online
        storage.aclPolicy = try AccessPolicyRules.policy(
            storage.aclPolicy, updatedBy: body["acl_policy"], in: call.tenant, of: state)
        storage.auth = try AuthenticationRules.settings(storage.auth, updatedBy: body["auth"])
        storage.serviceConfiguration = body["service_configuration"]?.string
        for volumeBody in body["volumes"]?.array ?? [] {
            let volume = try volume(volumeBody, in: &state)
            try storage.add(volume, limit: call.limits.volumesPerStorage)
        }
        return storage
    }

    /// An online target without volumes, from the pool at `pool` or the default one.
    func emptyStorageInstance(name: String, pool: String?, in state: inout ArrayState) throws(Refusal)
        -> StorageInstance
    {
        let reference = try state.addressPool(pool ?? "/access_network_ip_pools/default", in: call.tenant)
        return StorageInstance(
            name: name, uuid: state.random.uuid(), ipPool: reference, ips: portals(from: reference, in: &state),
            iqn: "iqn.2013-05.com.daterainc:tc:01:sn:\(state.random.hexWord())",
            activeStorageNodes: nodes(1, in: state), availableAt: call.doneAt)
    }

    /// Fresh portals of a pool that is known to be visible; with a data path those that it listens on.
    func portals(from pool: ResolvedReference, in state: inout ArrayState) -> [String] {
        state.portalsGiven &+= 1
        if let portals = call.configuration.dataPortals { return portals }
        return state.accessNetworkIpPools.visible(pool.name, in: call.tenant)?.portals(state.portalsGiven) ?? []
    }

    func volume(_ body: JSONValue, in state: inout ArrayState) throws(Refusal) -> Volume {
        let replicaCount = body["replica_count"]?.int ?? 3
        var volume = Volume(
            name: body["name"]?.string ?? "", uuid: state.random.uuid(), size: body["size"]?.double ?? 1,
            replicaCount: replicaCount, placementMode: "hybrid",
            placementPolicy: try state.placementPolicy("/placement_policies/default", in: call.tenant),
            activeStorageNodes: nodes(replicaCount, in: state))
        try VolumeRules.place(&volume, as: body, in: call.tenant, of: state)
        // The Go SDK sends an empty policy where it means none.
        if let policy = body["performance_policy"]?.object, !policy.isEmpty {
            volume.performancePolicy = PerformancePolicy().updated(by: .object(policy))
        }
        volume.snapshotPolicies = try SnapshotPolicyRules.policies(body["snapshot_policies"])
        return volume
    }

    private func nodes(_ count: Int, in state: ArrayState) -> [String] {
        let nodes = state.storageNodes
        guard !nodes.isEmpty else { return [] }
        return (0..<max(0, min(count, nodes.count))).map { nodes[(Int(state.portalsGiven) + $0) % nodes.count].path }
    }
}

extension StorageInstance {
    mutating func add(_ volume: Volume, limit: Int) throws(Refusal) {
        guard !volumes.contains(where: { $0.name == volume.name }) else { throw .conflict("Volume", volume.name) }
        guard volumes.count < limit else { throw .limitReached("volumes of a storage instance", limit) }
        volumes.append(volume)
    }
}

extension AppInstance {
    mutating func add(_ storage: StorageInstance, limit: Int) throws(Refusal) {
        guard !storageInstances.contains(where: { $0.name == storage.name }) else {
            throw .conflict("Storage instance", storage.name)
        }
        guard storageInstances.count < limit else { throw .limitReached("storage instances of an app instance", limit) }
        storageInstances.append(storage)
    }
}
