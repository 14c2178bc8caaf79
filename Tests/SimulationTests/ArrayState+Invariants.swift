@testable import Simulation

extension ArrayState {
    /// Equal but for what only makes new objects different from each other.
    func isUnchanged(since before: ArrayState) -> Bool {
        appInstances.values.elementsEqual(before.appInstances.values) && tenants == before.tenants
            && initiators.elements == before.initiators.elements
            && initiatorGroups.elements == before.initiatorGroups.elements
            && accessNetworkIpPools.elements == before.accessNetworkIpPools.elements
            && appTemplates.elements == before.appTemplates.elements
            && placementPolicies.elements == before.placementPolicies.elements && settings == before.settings
            && remoteProviders == before.remoteProviders && eventLog.events.last == before.eventLog.events.last
    }

    /// What must hold after every request, as sentences where it does not.
    var violations: [String] { orphans + dangling + impossible + miscounted }

    /// Objects whose tenant is not there.
    private var orphans: [String] {
        let known = Set(tenants.map(\.path))
        let owned: [(String, TenantPath)] =
            appInstances.values.map { ($0.path, $0.tenant) } + initiators.elements.map { ($0.path, $0.tenant) }
            + initiatorGroups.elements.map { ($0.path, $0.tenant) }
            + accessNetworkIpPools.elements.map { ($0.path, $0.tenant) }
            + appTemplates.elements.map { ($0.path, $0.tenant) }
            + placementPolicies.elements.map { ($0.path, $0.tenant) }
            + tenants.compactMap { tenant in tenant.path.parent.map { (tenant.path.entityPath, $0) } }
        return owned.filter { !known.contains($0.1) }.map { "\($0.0) belongs to no tenant" }
    }

    /// References to objects that are not there.
    private var dangling: [String] {
        var references: [(ResolvedReference, exists: Bool)] = []
        for app in appInstances.values {
            if let used = app.appTemplate {
                references.append((used, appTemplates.own(used.name, in: used.resolvedTenant) != nil))
            }
            for storage in app.storageInstances {
                let pool = storage.ipPool
                references.append((pool, accessNetworkIpPools.own(pool.name, in: pool.resolvedTenant) != nil))
                references += storage.aclPolicy.initiators.map {
                    ($0, initiators.own($0.name, in: $0.resolvedTenant) != nil)
                }
                references += storage.aclPolicy.initiatorGroups.map {
                    ($0, initiatorGroups.own($0.name, in: $0.resolvedTenant) != nil)
                }
                references += storage.volumes.map(\.placementPolicy).map {
                    ($0, placementPolicies.own($0.name, in: $0.resolvedTenant) != nil)
                }
            }
        }
        return references.filter { !$0.exists }.map { "\($0.0.path) of \($0.0.resolvedTenant) does not exist" }
    }

    /// Sizes, replica counts and names that no rule lets through.
    private var impossible: [String] {
        var violations: [String] = []
        for app in appInstances.values {
            for volume in app.volumes {
                let replicas = volume.activeStorageNodes.count
                if !(1...262_144 ~= volume.size) || !(1...5 ~= volume.replicaCount)
                    || replicas != min(volume.replicaCount, storageNodes.count)
                {
                    violations.append(
                        "\(volume.name) has \(volume.size) GiB, \(volume.replicaCount) replicas on \(replicas) nodes")
                }
                if Set(volume.snapshots.map(\.utcTs)).count < volume.snapshots.count {
                    violations.append("two snapshots of \(volume.name) share a key")
                }
            }
            let names = app.storageInstances.flatMap { storage in
                [storage.name] + storage.volumes.map { storage.name + "/" + $0.name }
            }
            if Set(names).count < names.count { violations.append("names within \(app.name) are not unique") }
        }
        return violations
    }

    /// Totals that are kept up to date beside what they count.
    private var miscounted: [String] {
        let apps = Array(appInstances.values)
        let totals = [
            ("storage instances", appInstances.storageInstanceCount, apps.reduce(0) { $0 + $1.storageInstances.count }),
            ("volumes", appInstances.volumeCount, apps.reduce(0) { $0 + $1.volumes.count }),
            ("snapshots", appInstances.snapshotCount, apps.reduce(0) { $0 + $1.snapshotCount }),
            (
                "bytes", Int(appInstances.provisionedBytes),
                Int(apps.reduce(0) { $0 + $1.volumes.reduce(0) { $0 + $1.provisionedBytes } })
            ),
        ]
        return totals.filter { $0.1 != $0.2 }.map { "\($0.1) \($0.0) are counted, but there are \($0.2)" }
    }
}
