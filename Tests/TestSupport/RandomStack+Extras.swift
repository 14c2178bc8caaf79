package import StorageModel

extension DesiredState {
    /// Copies, a snapshot and an app instance that already exists, for tests in which all of them meet.
    ///
    /// - Parameter sourceKey: what is copied; it must be declared in its short form.
    package mutating func addCopies(_ generator: inout SeededGenerator) {
        let single = appInstances.indices.filter { index in
            appInstances[index].storageInstances.map(\.volumes.count) == [1]
        }
        guard let index = single.first else { return }
        appInstances[index].snapshots.append(DesiredSnapshot(name: "one"))
        let source = appInstances[index]
        for (name, origin) in [
            ("copy", CloneOrigin.declared(source.key)), ("old", .snapshot(of: source.key, name: .named("one"))),
        ] where generator.chance(60) {
            let volume = source.storageInstances[0].volumes[0]
            var copy = DesiredAppInstance(
                key: ResourceKey(name), tenant: source.tenant, name: Declared(name), origin: Declared(origin),
                storageInstances: [
                    DesiredStorageInstance(
                        name: source.storageInstances[0].name,
                        attachment: generator.chance(50)
                            ? DesiredAttachment(initiators: generator.some(RandomStack.iqns)) : nil,
                        volumes: [DesiredVolume(name: volume.name, size: volume.size)])
                ])
            if generator.chance(50) { copy.metadata["owner"] = Declared("copies") }
            appInstances.append(copy)
        }
    }
}
