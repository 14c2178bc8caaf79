import StorageModel

extension StackMutation {
    /// One for each key that means anything to the array or to whoever approves a plan.
    package static let all: [StackMutation] = whole + shared + apps + access + volumes

    private static let whole: [StackMutation] = [
        StackMutation("stack") { desired, generator in desired.stack = generator.pick(["random", "other"]) },
        StackMutation("tenant") { desired, generator in desired.tenant = generator.pick(tenants) },
        StackMutation("cluster.uuid") { desired, generator in
            desired.cluster = generator.pick([nil, Declared(RandomStack.cluster.uuid), Declared("another")])
        },
        StackMutation("guards.max_deletes") { desired, generator in
            desired.guards.maxDeletes = generator.pick([nil, Declared(1), Declared(5)])
        },
        StackMutation("guards.max_update_pct") { desired, generator in
            desired.guards.maxUpdatePercent = generator.pick([nil, Declared(20), Declared(100)])
        },
        StackMutation("guards.max_provisioned_pct") { desired, generator in
            desired.guards.maxProvisionedPercent = generator.pick([nil, Declared(80), Declared(90)])
        },
        StackMutation("ignore") { desired, generator in
            let fields = generator.pick([FieldGroups.size, .qos, .chap, .attachments, .snapshotPolicies, .name])
            desired.ignores.append(
                IgnoreRule(pattern: generator.pick(["volume/*", "app_instance/*"]), fields: fields, reason: "by hand"))
        },
        StackMutation("moved") { desired, generator in
            guard !desired.appInstances.isEmpty else { return }
            let index = Int.random(in: desired.appInstances.indices, using: &generator)
            let (from, to) = (desired.appInstances[index].key, ResourceKey("moved"))
            desired.moves.append(Move(from: from, to: to))
            desired.appInstances[index].key = to
            switch desired.appInstances[index].address {
            case .appInstance: desired.appInstances[index].address = .appInstance(to)
            case .volume, .tenant, .initiator, .initiatorGroup, .snapshot, .cachedImage, .trashed:
                desired.appInstances[index].address = .volume(to)
            }
        },
        StackMutation("removed.action") { desired, generator in
            guard let app = desired.appInstances.popLast() else { return }
            desired.removals.append(Removal(.volume(app.key), generator.pick(Removal.Action.allCases)))
        },
        StackMutation("removed.initiator_group") { desired, generator in
            guard let group = desired.initiatorGroups.popLast() else { return }
            desired.removals.append(Removal(.initiatorGroup(group.name, tenant: generator.pick(tenants)), .delete))
        },
    ]

    static let tenants = [TenantPath.root, TenantPath("alpha"), TenantPath("beta")]

    private static let shared: [StackMutation] = [
        StackMutation("tenants.description") { desired, generator in
            guard !desired.tenants.isEmpty else { return }
            desired.tenants[0].description = generator.pick([nil, Declared("Team a"), Declared("Team c")])
        },
        StackMutation("initiators.name") { desired, generator in
            guard !desired.initiators.isEmpty else { return }
            desired.initiators[Int.random(in: desired.initiators.indices, using: &generator)].label = "renamed"
        },
        StackMutation("initiators.iqn") { desired, generator in
            guard !desired.initiators.isEmpty else { return }
            desired.initiators[Int.random(in: desired.initiators.indices, using: &generator)].iqn =
                InitiatorName("iqn.1993-08.org.debian:01:other")
        },
        StackMutation("initiators.tenant") { desired, generator in
            guard !desired.initiators.isEmpty else { return }
            desired.initiators[Int.random(in: desired.initiators.indices, using: &generator)].tenant =
                generator.pick(tenants)
        },
        .group("initiator_groups.name") { group, _ in group.name += "-renamed" },
        .group("initiator_groups.members") { group, generator in
            group.members.value.formSymmetricDifference([generator.pick(RandomStack.iqns)])
        },
        .group("initiator_groups.tenant") { group, generator in group.tenant = generator.pick(tenants) },
    ]

    private static let apps: [StackMutation] = [
        .app("name") { app, generator in app.name.value = generator.pick(["renamed-a", "\(app.key)"]) },
        .app("tenant of a volume") { app, generator in app.tenant = generator.pick(tenants) },
        .app("admin_state") { app, generator in
            app.adminState = generator.pick([nil, Declared(.online), Declared(.offline)])
        },
        .app("access_control_mode") { app, generator in
            app.declaredAccessMode = generator.pick([nil, Declared(.denyAll), Declared(.allowAll)])
        },
        .app("protect") { app, generator in app.protect = generator.pick([nil, Declared(true), Declared(false)]) },
        .app("extend") { app, _ in app.extendsOffline.toggle() },
        .app("manage") { app, generator in app.manage = generator.pick(ManageLevel.allCases) },
        .app("metadata") { app, generator in app.metadata["owner"] = Declared(generator.pick(["ops", "web", ""])) },
        .app("description") { app, generator in
            app.metadata[MetadataKey.humanDescription] = Declared(generator.pick(["Ledger 1", "Ledger 3"]))
        },
        .app("id of OpenStack") { app, generator in
            app.openStackID = generator.pick([nil, "5f0c1c2e-0000-4000-8000-00000000000a"])
        },
        .app("snapshots") { app, generator in
            app.snapshots.append(DesiredSnapshot(name: generator.pick(["nightly", "weekly"])))
        },
        .app("clone_of") { app, _ in app.origin = Declared(.existing("golden")) },
        .app("from_snapshot") { app, generator in
            guard app.origin?.value.key != nil, let key = app.origin?.value.key else { return }
            app.origin = Declared(.snapshot(of: key, name: .named(generator.pick(["one", "two"]))))
        },
        .app("storage_instances") { app, generator in
            guard case .appInstance = app.address else { return }
            app.storageInstances.append(
                DesiredStorageInstance(
                    name: "added",
                    volumes: [DesiredVolume(name: "data", size: Declared(Gibibytes(generator.pick([1, 2]))))]))
        },
        .app("removed part") { app, _ in
            guard case .appInstance = app.address else { return }
            if app.storageInstances.count > 1, let storage = app.storageInstances.popLast() {
                app.removedParts.append(PartRemoval(.storageInstance(storage.name)))
            } else if app.storageInstances[0].volumes.count > 1, let volume = app.storageInstances[0].volumes.popLast()
            {
                let path = VolumePath(storage: app.storageInstances[0].name, volume: volume.name)
                app.removedParts.append(PartRemoval(.volume(path)))
            }
        },
        .app("removed snapshot policy") { app, _ in
            for storage in app.storageInstances.indices {
                for volume in app.storageInstances[storage].volumes.indices {
                    app.storageInstances[storage].volumes[volume].snapshotPolicies?.value.removeAll {
                        $0.name == "hourly"
                    }
                }
            }
            app.removedPolicies.append(PolicyRemoval("hourly"))
        },
    ]
}
