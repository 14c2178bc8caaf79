import StorageModel

extension AppInstanceSpec {
    /// Everything that the new app instance will be, as a reader of the plan wants to see it.
    func fields(for desired: DesiredAppInstance, isClone: Bool = false) -> [FieldChange] {
        var result: [FieldChange] = []
        if name != desired.key.description {
            result.append(FieldChange(.name, to: .text(name), location: desired.name.location))
        }
        result += tenant.fields
        if let openStackID {
            result.append(FieldChange(.other("uuid"), to: .text(openStackID), note: "as in OpenStack"))
        }
        if let template {
            result.append(
                FieldChange(
                    .template, to: .text(template), location: desired.template?.name.location,
                    via: desired.template?.name.via))
            result += templateSizes(for: desired) + templateFields(for: desired)
        }
        let isSeveral = desired.hasSeveralVolumes
        for (storage, declared) in zip(template == nil ? storageInstances : [], desired.storageInstances) {
            for (volume, wantedVolume) in zip(storage.volumes, declared.volumes) {
                let path = VolumePath(storage: storage.name, volume: volume.name)
                result += volume.fields(
                    for: wantedVolume, of: isSeveral ? .volume(path) : nil, isClone: isClone)
            }
            result += storage.fields(for: declared, of: isSeveral ? .storageInstance(storage.name) : nil)
            if !isSeveral { result += storage.partNames }
        }
        if let adminState {
            result.append(
                FieldChange(.adminState, to: .text(adminState.rawValue), location: desired.adminState?.location))
        }
        result += accessControlMode.fields
        if marker.flags.isProtected {
            result.append(
                FieldChange(.protect, to: .flag(true), location: desired.protect?.location, via: desired.protect?.via))
        }
        return result + desired.handlingFields
    }
}

extension TenantPath {
    /// The root tenant goes without saying.
    var fields: [FieldChange] { self == .root ? [] : [FieldChange(.other("tenant"), to: .text(shortName))] }
}

extension DesiredAppInstance {
    /// What says nothing of the volume, but of what later plans may do to it.
    fileprivate var handlingFields: [FieldChange] {
        (manage == .full ? [] : [FieldChange(.other("manage"), to: .text(manage.rawValue), location: location)])
            + (extendsOffline ? [FieldChange(.other("extend"), to: .text("offline"), location: location)] : [])
    }
}

extension AppInstanceSpec {
    /// The sizes, as the template has them or as they are declared.
    private func templateSizes(for desired: DesiredAppInstance) -> [FieldChange] {
        let size = overridesTemplate ? desired.template?.size : nil
        return storageInstances.flatMap { storage in
            storage.volumes.map { volume in
                let path = VolumePath(storage: storage.name, volume: volume.name)
                return FieldChange(
                    .size, of: desired.hasSeveralVolumes ? .volume(path) : nil, to: .size(volume.size),
                    note: size == nil ? "the template's" : nil,
                    location: size?.location)
            }
        }
    }
}

extension AppInstanceSpec {
    /// What the template brings and no manifest declares: CHAP, unless the attachment says otherwise, and snapshot
    /// policies of the app instance as a whole.
    private func templateFields(for desired: DesiredAppInstance) -> [FieldChange] {
        let isSeveral = storageInstances.count > 1
        let chap = storageInstances.filter { $0.authentication != .none }.map { storage in
            FieldChange(
                .chap, of: isSeveral ? .storageInstance(storage.name) : nil, to: .text(storage.authentication.text),
                note: "the template's")
        }
        let policies = (templatePolicies ?? []).map {
            FieldChange(
                .snapshotPolicy($0.name), to: .text($0.description), note: "of the app instance, the template's")
        }
        return chap + policies
    }
}

extension StorageInstanceContent {
    func fields(for desired: DesiredStorageInstance, of place: AppInstancePart?) -> [FieldChange] {
        var result: [FieldChange] = []
        if let ipPool {
            result.append(
                FieldChange(
                    .ipPool, to: .text(ipPool), location: desired.ipPools?.location, via: desired.ipPools?.via))
        }
        let location = desired.attachment?.location
        if !initiators.isEmpty {
            result.append(
                FieldChange(.initiators, to: .list(initiators.sorted().map(\.text)), location: location))
        }
        if !groups.isEmpty {
            result.append(FieldChange(.initiatorGroups, to: .list(groups.sorted()), location: location))
        }
        if let declared = desired.attachment?.chap {
            result.append(FieldChange(.chap, to: .text(authentication.text), location: declared.location))
            result += declared.setting.secretFields(version: declared.version, at: declared.location)
        }
        return result.map { $0.below(place) }
    }

    /// Those of its one volume and its own, unless they are what the manifest gives by default.
    fileprivate var partNames: [FieldChange] {
        [("storage_instance", name, "storage-1"), ("volume", volumes.first?.name ?? "", "volume-1")]
            .filter { $0.1 != $0.2 }.map { FieldChange(.other($0.0), to: .text($0.1)) }
    }
}

extension VolumeContent {
    func fields(for desired: DesiredVolume, of place: AppInstancePart?, isClone: Bool) -> [FieldChange] {
        let limits = desired.qos?.effective(for: size) ?? [:]
        return settings.map { setting in
            let declared = desired.declared(like: setting)
            return FieldChange(
                setting.field, of: place, to: setting.value, note: setting.note(for: declared?.value, isClone: isClone),
                location: declared?.location, via: declared?.via)
        }
            + QoSField.allCases.compactMap { field in
                limits[field].map { effective in
                    FieldChange(
                        .qos(field), of: place, to: .limit(field, effective.limit.value), note: effective.derivation,
                        location: effective.limit.location, via: effective.limit.via)
                }
            }
            + snapshotPolicies.map { policy in
                FieldChange(
                    .snapshotPolicy(policy.name), of: place, to: .text(policy.description),
                    location: desired.snapshotPolicies?.location, via: desired.snapshotPolicies?.via)
            }
    }
}
