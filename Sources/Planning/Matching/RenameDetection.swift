import StorageModel

/// Tells a key that was renamed without `moved` from a volume that went and one that came.
///
/// Same tenant, and either the same DSP name, or at least nine tenths of the managed groups equal.
struct RenameDetection {
    struct Orphan {
        var key: ResourceKey
        var live: ObservedAppInstance
    }

    let desired: DesiredState
    let observed: ObservedState

    private struct Bucket: Hashable {
        var tenant: TenantPath
        var text: String
    }

    /// How many candidates of one size an orphan is compared with; keeps the whole linear.
    private static let tries = 20

    /// Each orphan with the desired volume that it seems to have become; each is used once.
    func pairs(_ orphans: [Orphan], _ absent: [DesiredAppInstance]) -> [ResourceKey: DesiredAppInstance] {
        guard !orphans.isEmpty, !absent.isEmpty else { return [:] }
        let groups = GroupMembership(desired: desired, observed: observed)
        var buckets: [Bucket: [DesiredAppInstance]] = [:]
        for app in absent.sorted(by: { $0.key < $1.key }) {
            buckets[Bucket(tenant: app.tenant, text: "name \(app.name.value)"), default: []].append(app)
            buckets[Bucket(tenant: app.tenant, text: "size \(app.size.count)"), default: []].append(app)
        }
        var taken: Set<ResourceKey> = []
        var result: [ResourceKey: DesiredAppInstance] = [:]
        for orphan in orphans.sorted(by: { $0.key < $1.key }) {
            let tenant = orphan.live.tenant
            let named = buckets[Bucket(tenant: tenant, text: "name \(orphan.live.name)")] ?? []
            let sized = buckets[Bucket(tenant: tenant, text: "size \(orphan.live.size.count)")] ?? []
            let match =
                named.first { !taken.contains($0.key) }
                ?? sized.lazy.filter { !taken.contains($0.key) }.prefix(Self.tries)
                .first { isSimilar($0, orphan.live, groups) }
            guard let match else { continue }
            taken.insert(match.key)
            result[orphan.key] = match
        }
        return result
    }

    private func isSimilar(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ groups: GroupMembership
    ) -> Bool {
        let findings = AppInstanceDiff(
            desired: declared, observed: live, marker: nil, stack: desired.stack, product: observed.cluster.product,
            groups: groups
        ).findings()
        guard findings.blocks.isEmpty else { return false }
        // Metadata may not have been read, and who may log in says nothing about what is stored.
        let others: FieldGroups = [.name, .metadata, .accessControlMode]
        let compared = declared.managedGroups.subtracting(others).names.count
        let differing = findings.allDifferences
            .reduce(into: FieldGroups()) { $0.formUnion($1.group ?? []) }.subtracting(others).names.count
        return (compared - differing) * 10 >= compared * 9
    }
}

extension DesiredAppInstance {
    fileprivate var size: Gibibytes {
        Gibibytes(storageInstances.flatMap(\.volumes).reduce(0) { $0 + $1.size.value.count })
    }
}
