import StorageModel

extension ObservedAppInstance {
    /// What the array has, under the names that fields have in plans.
    func values(showingPaths: Bool) -> [(path: String, value: FieldValue)] {
        var result: [(String, FieldValue)] = [("name", .text(name))]
        if tenant != .root { result.append(("tenant", .text(tenant.shortName))) }
        for storage in storageInstances {
            for volume in storage.volumes {
                let prefix = showingPaths ? "\(storage.name)/\(volume.name) " : ""
                result += volume.values.map { (prefix + $0.path, $0.value) }
            }
            let prefix = showingPaths ? "\(storage.name) " : ""
            result += storage.values.map { (prefix + $0.path, $0.value) }
        }
        result.append(("admin_state", .text(adminState.rawValue)))
        if let marker { result.append(("protect", .flag(marker.flags.isProtected))) }
        return result.map { (path: $0.0, value: $0.1) }
    }
}

extension VolumeContent {
    fileprivate var values: [(path: String, value: FieldValue)] {
        var result: [(path: String, value: FieldValue)] = [
            ("size", .size(size)), ("replica_count", .count(replicaCount)),
        ]
        if let placement { result.append((placement.fieldName, .text(placement.description))) }
        if let performance {
            for field in QoSField.allCases {
                result.append(("qos.\(field.rawValue)", .limit(field, performance[field])))
            }
        }
        for policy in snapshotPolicies.sorted(by: { $0.name < $1.name }) {
            result.append(("snapshot_policies.\(policy.name)", .text(policy.description)))
        }
        return result
    }
}

extension StorageInstanceContent {
    fileprivate var values: [(path: String, value: FieldValue)] {
        var result: [(path: String, value: FieldValue)] = []
        if let ipPool { result.append(("ip_pool", .text(ipPool))) }
        func others(_ kind: ForeignReference.Kind) -> [String] {
            foreign.filter { $0.kind == kind }.sorted().map(\.description)
        }
        let hosts = initiators.sorted().map(\.text) + others(.initiator)
        if !hosts.isEmpty { result.append(("attachments.initiators", .list(hosts))) }
        let groups = groups.sorted() + others(.group)
        if !groups.isEmpty { result.append(("attachments.initiator_groups", .list(groups))) }
        if accessControlMode == .allowAll { result.append(("access_control_mode", .text("allow_all"))) }
        if authentication != .none { result.append(("attachments.chap", .text(authentication.text))) }
        return result
    }
}
