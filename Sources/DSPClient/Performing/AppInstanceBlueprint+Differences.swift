internal import StorageModel

extension AppInstanceBlueprint {
    /// In what a live app instance differs from what this blueprint makes. What the blueprint leaves to the array is not
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

extension AppInstanceBlueprint {
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

extension CloneBlueprint {
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
        return AppInstanceBlueprint(
            tenant: tenant, name: name, marker: marker, accessControlMode: accessControlMode, storageInstances: copy
        ).differences(from: live)
    }
}

extension StorageInstanceBlueprint {
    func differences(from live: ObservedStorageInstance) -> Differences {
        var differences = Differences()
        compare(with: live, into: &differences)
        return differences
    }

    fileprivate func compare(with live: ObservedStorageInstance, into differences: inout Differences) {
        if let ipPool { differences.compare("\(name) ip_pool", live: live.ipPool ?? "none", wanted: ipPool) }
        differences.compare("\(name) initiators", live: live.initiators.sorted(), wanted: initiators.sorted())
        differences.compare("\(name) initiator groups", live: live.groups.sorted(), wanted: groups.sorted())
        differences.compare("\(name) access of other tenants", live: live.foreign.sorted(), wanted: [])
        differences.compare("\(name) CHAP", live: live.authentication.text, wanted: chap.observable.text)
        differences.match(
            "volume \(name)/", live: live.volumes, wanted: volumes, liveName: \.name, wantedName: \.name
        ) { differences, live, wanted in
            wanted.compare(with: live, at: "\(name)/\(wanted.name)", into: &differences)
        }
    }
}

extension VolumeBlueprint {
    func differences(from live: ObservedVolume, at path: String) -> Differences {
        var differences = Differences()
        compare(with: live, at: path, into: &differences)
        return differences
    }

    fileprivate func compare(with live: ObservedVolume, at path: String, into differences: inout Differences) {
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

extension CHAPSetting {
    /// What can be read back of this setting.
    var observable: ObservedAuthentication {
        switch self {
        case .none: .none
        case .oneWay(let credentials): .chap(user: credentials.user)
        case .mutual(let credentials, let target): .mutualCHAP(user: credentials.user, targetUser: target.user)
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
