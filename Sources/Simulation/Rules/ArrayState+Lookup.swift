extension ArrayState {
    /// The app instance that a path segment names: by id, or by name within the tenant.
    func appInstance(_ key: String, in tenant: TenantPath) throws(Refusal) -> AppInstance {
        if let found = appInstances[id: key], found.tenant == tenant { return found }
        if let found = appInstances[key, in: tenant] { return found }
        throw .absent("App instance", key)
    }

    /// The app instance of the route's first parameter.
    func appInstance(_ call: Call) throws(Refusal) -> AppInstance {
        try appInstance(call.parameter(0), in: call.tenant)
    }

    /// Edits the app instance of the route's first parameter; a refusal leaves it as it was.
    mutating func editAppInstance(
        _ call: Call, _ edit: (inout AppInstance, inout ArrayState) throws(Refusal) -> Void
    ) throws(Refusal) {
        var app = try appInstance(call)
        try edit(&app, &self)
        appInstances.put(app)
    }

    /// Edits the storage instance of the route's first two parameters.
    mutating func editStorageInstance(
        _ call: Call, _ edit: (inout StorageInstance, inout ArrayState, AppInstance) throws(Refusal) -> Void
    ) throws(Refusal) {
        var app = try appInstance(call)
        let index = try app.storageIndex(call.parameter(1))
        let owner = app
        try edit(&app.storageInstances[index], &self, owner)
        appInstances.put(app)
    }

    /// Edits the volume of the route's first three parameters.
    mutating func editVolume(
        _ call: Call, _ edit: (inout Volume, inout ArrayState, StorageInstance) throws(Refusal) -> Void
    ) throws(Refusal) {
        try editStorageInstance(call) { (storage, state, _) throws(Refusal) in
            let index = try storage.volumeIndex(call.parameter(2))
            let owner = storage
            try edit(&storage.volumes[index], &state, owner)
        }
    }
}

extension AppInstance {
    func storageIndex(_ name: String) throws(Refusal) -> Int {
        guard let index = storageInstances.firstIndex(where: { $0.name == name }) else {
            throw .absent("Storage instance", name)
        }
        return index
    }

    func storageInstance(_ call: Call) throws(Refusal) -> StorageInstance {
        storageInstances[try storageIndex(call.parameter(1))]
    }

    func volume(_ call: Call) throws(Refusal) -> Volume {
        let storage = try storageInstance(call)
        return storage.volumes[try storage.volumeIndex(call.parameter(2))]
    }

    /// The path of the volume of the route's first three parameters.
    func volumePath(_ call: Call) -> String {
        "\(path)/storage_instances/\(call.parameter(1))/volumes/\(call.parameter(2))"
    }
}

extension StorageInstance {
    func volumeIndex(_ name: String) throws(Refusal) -> Int {
        guard let index = volumes.firstIndex(where: { $0.name == name }) else { throw .absent("Volume", name) }
        return index
    }
}
