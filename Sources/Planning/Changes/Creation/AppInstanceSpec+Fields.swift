import StorageModel

extension AppInstanceSpec {
    /// Everything that the new app instance will be, as a reader of the plan wants to see it.
    func fields(for desired: DesiredAppInstance) -> [FieldChange] {
        var result: [FieldChange] = []
        if name != desired.key.description {
            result.append(FieldChange("name", to: .text(name), location: desired.name.location))
        }
        result += tenant.fields
        if let openStackID { result.append(FieldChange("uuid", to: .text(openStackID), note: "as in OpenStack")) }
        if let template {
            result.append(
                FieldChange(
                    "template", to: .text(template), location: desired.template?.name.location,
                    via: desired.template?.name.via))
            result += templateSizes(for: desired)
        }
        let isSeveral = desired.hasSeveralVolumes
        for (storage, wanted) in zip(template == nil ? storageInstances : [], desired.storageInstances) {
            for (volume, wantedVolume) in zip(storage.volumes, wanted.volumes) {
                let prefix = isSeveral ? "\(storage.name)/\(volume.name) " : ""
                result += volume.fields(for: wantedVolume, prefix: prefix, isClone: desired.origin != nil)
            }
            result += storage.fields(for: wanted, prefix: isSeveral ? "\(storage.name) " : "")
            if !isSeveral { result += storage.partNames }
        }
        if let adminState {
            result.append(
                FieldChange("admin_state", to: .text(adminState.rawValue), location: desired.adminState?.location))
        }
        result += accessControlMode.fields()
        if marker.flags.isProtected {
            result.append(
                FieldChange("protect", to: .flag(true), location: desired.protect?.location, via: desired.protect?.via))
        }
        return result + desired.handlingFields
    }
}

extension TenantPath {
    /// The root tenant goes without saying.
    var fields: [FieldChange] { self == .root ? [] : [FieldChange("tenant", to: .text(shortName))] }
}

extension DesiredAppInstance {
    /// What says nothing of the volume, but of what later plans may do to it.
    fileprivate var handlingFields: [FieldChange] {
        (manage == .full ? [] : [FieldChange("manage", to: .text(manage.rawValue), location: location)])
            + (extendsOffline ? [FieldChange("extend", to: .text("offline"), location: location)] : [])
    }
}

extension AppInstanceSpec {
    /// The sizes, as the template has them or as they are declared.
    private func templateSizes(for desired: DesiredAppInstance) -> [FieldChange] {
        let size = overridesTemplate ? desired.template?.size : nil
        return storageInstances.flatMap { storage in
            storage.volumes.map { volume in
                let path = desired.hasSeveralVolumes ? "\(storage.name)/\(volume.name) " : ""
                return FieldChange(
                    path + "size", to: .size(volume.size), note: size == nil ? "the template's" : nil,
                    location: size?.location)
            }
        }
    }
}

extension StorageInstanceContent {
    func fields(for desired: DesiredStorageInstance, prefix: String) -> [FieldChange] {
        var result: [FieldChange] = []
        if let ipPool {
            result.append(
                FieldChange(
                    prefix + "ip_pool", to: .text(ipPool), location: desired.ipPools?.location,
                    via: desired.ipPools?.via))
        }
        let location = desired.attachment?.location
        if !initiators.isEmpty {
            result.append(
                FieldChange(
                    prefix + "attachments.initiators", to: .list(initiators.sorted().map(\.text)), location: location))
        }
        if !groups.isEmpty {
            result.append(
                FieldChange(prefix + "attachments.initiator_groups", to: .list(groups.sorted()), location: location))
        }
        if let wanted = desired.attachment?.chap {
            result.append(
                FieldChange(prefix + "attachments.chap", to: .text(authentication.text), location: wanted.location))
            result += wanted.setting.secretFields(version: wanted.version, at: wanted.location)
                .map { $0.below(prefix) }
        }
        return result
    }

    /// Those of its one volume and its own, unless they are what the manifest gives by default.
    fileprivate var partNames: [FieldChange] {
        [("storage_instance", name, "storage-1"), ("volume", volumes.first?.name ?? "", "volume-1")]
            .filter { $0.1 != $0.2 }.map { FieldChange($0.0, to: .text($0.1)) }
    }
}

extension VolumeContent {
    func fields(for desired: DesiredVolume, prefix: String, isClone: Bool = false) -> [FieldChange] {
        var result = [
            FieldChange(prefix + "size", to: .size(size), location: desired.size.location, via: desired.size.via),
            FieldChange(
                prefix + "replica_count", to: .count(replicaCount),
                note: replicaNote(for: desired, isClone: isClone),
                location: desired.replicaCount?.location, via: desired.replicaCount?.via),
        ]
        if let placement {
            result.append(
                FieldChange(
                    prefix + placement.fieldName, to: .text(placement.description),
                    location: desired.placement?.location, via: desired.placement?.via))
        }
        let limits = desired.qos?.effective(for: size) ?? [:]
        for field in QoSField.allCases {
            guard let effective = limits[field] else { continue }
            result.append(
                FieldChange(
                    prefix + "qos.\(field.rawValue)", to: .limit(field, effective.limit.value),
                    note: effective.derivation, location: effective.limit.location, via: effective.limit.via))
        }
        for policy in snapshotPolicies {
            result.append(
                FieldChange(
                    prefix + "snapshot_policies.\(policy.name)", to: .text(policy.description),
                    location: desired.snapshotPolicies?.location, via: desired.snapshotPolicies?.via))
        }
        return result
    }

    /// A clone has at least the replicas of its source.
    private func replicaNote(for desired: DesiredVolume, isClone: Bool) -> String? {
        guard let wanted = desired.replicaCount else { return "\(isClone ? "of its source" : "default"), not managed" }
        return isClone && replicaCount > wanted.value ? "of its source; \(wanted.value) would be fewer" : nil
    }
}
