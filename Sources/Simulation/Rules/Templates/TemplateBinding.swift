/// Makes the storage of an app instance by a template, with what `template_override` sets otherwise.
struct TemplateBinding {
    let call: Call
    private let template: AppTemplate

    init?(_ call: Call, in state: ArrayState) throws(Refusal) {
        guard let path = call["app_template"]?["path"]?.string else {
            guard call["template_override"] == nil else {
                throw .validationFailed("template_override needs an app_template")
            }
            return nil
        }
        let reference = try state.appTemplate(path, in: call.tenant)
        guard let found = state.appTemplates.own(reference.name, in: reference.resolvedTenant) else { return nil }
        self.call = call
        template = found
    }

    /// With the template's names and values; the app instance remembers the template.
    func storageInstances(
        for app: inout AppInstance, mode: AccessControlMode, in state: inout ArrayState
    ) throws(Refusal) -> [StorageInstance] {
        app.appTemplate = template.reference
        app.snapshotPolicies += template.snapshotPolicies.filter { policy in
            !app.snapshotPolicies.contains { $0.name == policy.name }
        }
        let overrides = try TemplateOverride(call["template_override"], of: template, call.dialect)
        var made: [StorageInstance] = []
        for plan in template.storageTemplates {
            var storage = try StorageBuilder(call: call).emptyStorageInstance(
                name: plan.name, pool: overrides.pool(of: plan.name) ?? plan.ipPool.path, in: &state)
            storage.accessControlMode = mode
            storage.auth = plan.auth
            for volume in plan.volumeTemplates {
                storage.volumes.append(
                    try self.volume(volume, overrides.volume(volume.name, of: plan.name), in: &state))
            }
            made.append(storage)
        }
        return made
    }

    private func volume(
        _ plan: VolumeTemplate, _ override: JSONObject, in state: inout ArrayState
    ) throws(Refusal) -> Volume {
        let body: JSONObject = [
            "name": .string(plan.name), "size": .int(plan.size), "replica_count": .int(plan.replicaCount),
        ]
        var volume = try StorageBuilder(call: call).volume(.object(body.merging(override)), in: &state)
        if override["placement_mode"] == nil, override["placement_policy"] == nil {
            volume.placementMode = plan.placementMode
            volume.placementPolicy = plan.placementPolicy
        }
        volume.performancePolicy = volume.performancePolicy ?? plan.performancePolicy
        volume.snapshotPolicies = plan.snapshotPolicies
        return volume
    }
}
