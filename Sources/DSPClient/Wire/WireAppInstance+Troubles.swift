internal import StorageModel

extension WireAppInstance {
    /// What the array says is wrong (dsp-api.md 2.3 to 2.5). What it does not say is well.
    ///
    /// - Parameter isOffline: then its storage instances are neither deployed nor available, which is nothing wrong.
    func troubles(whileOffline isOffline: Bool) -> [String] {
        var found = Troubles()
        found.check("health", health, unless: ["ok"])
        found.check("deployment_state", deploymentState, unless: ["deployed"])
        for storage in storageInstances ?? [] {
            found.place = storage.name
            found.check("health", storage.health, unless: ["ok"])
            if !isOffline { found.check("admin_state", storage.adminState, unless: [AdminState.online.rawValue]) }
            let isDown = isOffline || storage.adminState == AdminState.offline.rawValue
            found.check("op_state", storage.opState, unless: ["available"] + (isDown ? ["unavailable"] : []))
            found.check(
                "deployment_state", storage.deploymentState, unless: ["deployed"] + (isDown ? ["not_deployed"] : []))
            for volume in storage.volumes ?? [] {
                found.place = "\(storage.name)/\(volume.name)"
                found.check("health", volume.health, unless: ["ok"])
                found.check("op_state", volume.opState, unless: ["available"] + (isDown ? ["unavailable"] : []))
                found.check("deployment_state", volume.deploymentState, unless: ["deployed"])
                found.check(
                    "availability_state", volume.availabilityState,
                    unless: ["available"] + (isDown ? ["unavailable"] : []))
                found.check("recovery_state", volume.recoveryState, unless: [])
                found.check("storage_state", volume.storageState, unless: [])
            }
        }
        return found.texts
    }
}

private struct Troubles {
    /// The storage instance or volume that is looked at; empty for the app instance.
    var place = ""
    private(set) var texts: [String] = []

    mutating func check(_ field: String, _ value: String?, unless well: [String]) {
        guard let value, !value.isEmpty, value != "none", !well.contains(value) else { return }
        texts.append((place.isEmpty ? "" : place + " ") + "\(field) \(value)")
    }
}
