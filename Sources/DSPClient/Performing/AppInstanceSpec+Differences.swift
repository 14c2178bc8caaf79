internal import StorageModel

extension AppInstanceSpec {
    /// In what a live app instance differs from what this spec makes. What the spec leaves to the array is not
    /// compared, CHAP passwords cannot be.
    func differences(from live: ObservedAppInstance) -> Differences {
        var differences = Differences()
        differences.compare("marker", live: live.marker?.description ?? "none", wanted: marker.description)
        if let template {
            differences.compare("template", live: live.templateName ?? "none", wanted: template)
            compareSizes(with: live, into: &differences)
            return differences
        }
        if let adminState {
            differences.compare("admin_state", live: live.adminState.rawValue, wanted: adminState.rawValue)
        }
        differences.match(
            "storage instance ", live: live.storageInstances, wanted: storageInstances, liveName: \.name,
            wantedName: \.name
        ) { differences, live, wanted in
            wanted.compare(with: live, into: &differences)
        }
        return differences
    }
}

extension AppInstanceSpec {
    /// Of what a template makes names and sizes count; the rest is the template's business.
    private func compareSizes(with live: ObservedAppInstance, into differences: inout Differences) {
        differences.match(
            "storage instance ", live: live.storageInstances, wanted: storageInstances, liveName: \.name,
            wantedName: \.name
        ) { differences, live, storage in
            differences.match(
                "volume \(storage.name)/", live: live.volumes, wanted: storage.volumes, liveName: \.name,
                wantedName: \.name
            ) { differences, live, volume in
                differences.compare("\(storage.name)/\(volume.name) size", live: live.size, wanted: volume.size)
            }
        }
    }
}

extension CloneSpec {
    /// In what a live app instance differs from the copy that was expected.
    func differences(from live: ObservedAppInstance) -> Differences {
        var copy = copy
        if mayBeSmaller {
            for storage in copy.indices {
                for volume in copy[storage].volumes.indices {
                    let expected = copy[storage].volumes[volume]
                    let size = live.storageInstances.first { $0.name == copy[storage].name }?
                        .volumes.first { $0.name == expected.name }?.size
                    copy[storage].volumes[volume].size = min(expected.size, size ?? expected.size)
                }
            }
        }
        return AppInstanceSpec(
            tenant: tenant, name: name, marker: marker, accessControlMode: accessControlMode, storageInstances: copy
        ).differences(from: live)
    }
}

extension StorageInstanceContent {
    func differences(from live: StorageInstanceContent) -> Differences {
        var differences = Differences()
        compare(with: live, into: &differences)
        return differences
    }

    fileprivate func compare(with live: StorageInstanceContent, into differences: inout Differences) {
        if let ipPool { differences.compare("\(name) ip_pool", live: live.ipPool ?? "none", wanted: ipPool) }
        differences.compare("\(name) initiators", live: live.initiators.sorted(), wanted: initiators.sorted())
        differences.compare("\(name) initiator groups", live: live.groups.sorted(), wanted: groups.sorted())
        differences.compare("\(name) access of other tenants", live: live.foreign.sorted(), wanted: [])
        differences.compare("\(name) CHAP", live: live.authentication.text, wanted: authentication.text)
        differences.match(
            "volume \(name)/", live: live.volumes, wanted: volumes, liveName: \.name, wantedName: \.name
        ) { differences, live, wanted in
            wanted.compare(with: live, at: "\(name)/\(wanted.name)", into: &differences)
        }
    }
}

extension VolumeContent {
    func differences(from live: VolumeContent, at path: String) -> Differences {
        var differences = Differences()
        compare(with: live, at: path, into: &differences)
        return differences
    }

    fileprivate func compare(with live: VolumeContent, at path: String, into differences: inout Differences) {
        differences.compare("\(path) size", live: live.size, wanted: size)
        differences.compare("\(path) replica_count", live: live.replicaCount, wanted: replicaCount)
        if let placement {
            differences.compare(
                "\(path) placement", live: live.placement?.description ?? "none", wanted: placement.description)
        }
        differences.compare(live.performance ?? .unlimited, with: performance ?? .unlimited, at: path)
        differences.match(
            "snapshot policy \(path)/", live: live.snapshotPolicies, wanted: snapshotPolicies, liveName: \.name,
            wantedName: \.name
        ) { differences, live, wanted in
            differences.compare(live, with: wanted, at: path)
        }
    }
}

extension ObservedAuthentication {
    fileprivate var text: String {
        switch self {
        case .none: "none"
        case .chap(let user): "one-way as \(user)"
        case .mutualCHAP(let user, let targetUser): "mutual as \(user) and \(targetUser)"
        case .other(let type): type
        }
    }
}
