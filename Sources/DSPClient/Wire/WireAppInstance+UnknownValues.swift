internal import StorageModel

extension WireAppInstance {
    /// What the model has no word for, so that it takes something else in its place: "no changes" must not be reported
    /// for a value that was never compared.
    var unknownValues: [String] {
        var found = UnknownValues()
        found.check("admin_state", adminState, among: AdminState.self)
        for storage in storageInstances ?? [] {
            found.place = storage.name
            if let mode = storage.accessControlMode {
                found.check("access_control_mode", mode, among: AccessControlMode.self)
            } else {
                found.report("no access_control_mode")
            }
            if case .other(let type)? = storage.auth?.model { found.report("auth type \(type)") }
            for volume in storage.volumes ?? [] {
                found.place = "\(storage.name)/\(volume.name)"
                found.check("size", volume.size)
                found.check("replica_count", volume.replicaCount)
                if volume.placementPolicy?.name == nil {
                    found.check("placement_mode", volume.placementMode, among: PlacementMode.self)
                }
                for (name, limit) in volume.performancePolicy?.fractions ?? [] { found.report("\(name) \(limit)") }
                for policy in volume.snapshotPolicies ?? [] {
                    found.check("retention_count of snapshot policy \(policy.name)", policy.retentionCount)
                }
            }
        }
        return found.texts
    }
}

private struct UnknownValues {
    /// The storage instance or volume that is looked at; empty for the app instance.
    var place = ""
    private(set) var texts: [String] = []

    mutating func check<Known: RawRepresentable<String>>(_ field: String, _ value: String?, among: Known.Type) {
        guard let value, !value.isEmpty, Known(rawValue: value) == nil else { return }
        report("\(field) \(value)")
    }

    mutating func check(_ field: String, _ number: WireInteger?) {
        if let fraction = number?.fraction { report("\(field) \(fraction)") }
    }

    mutating func report(_ text: String) { texts.append((place.isEmpty ? "" : place + " ") + text) }
}
