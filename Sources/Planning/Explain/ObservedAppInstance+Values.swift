import StorageModel

extension ObservedAppInstance {
    /// What the array has, under the names that fields have in plans.
    func values(showingPaths: Bool) -> [(path: FieldPath, value: FieldValue)] {
        var result: [(path: FieldPath, value: FieldValue)] = [(FieldPath(.name), .text(name))]
        if tenant != .root { result.append((FieldPath(.other("tenant")), .text(tenant.shortName))) }
        for storage in storageInstances {
            for volume in storage.volumes {
                let path = VolumePath(storage: storage.name, volume: volume.name)
                result += volume.values.map { (FieldPath($0.field, of: showingPaths ? .volume(path) : nil), $0.value) }
            }
            let place = showingPaths ? AppInstancePart.storageInstance(storage.name) : nil
            result += storage.values.map { (FieldPath($0.field, of: place), $0.value) }
        }
        result.append((FieldPath(.adminState), .text(adminState.rawValue)))
        if let marker { result.append((FieldPath(.protect), .flag(marker.flags.isProtected))) }
        return result
    }
}
