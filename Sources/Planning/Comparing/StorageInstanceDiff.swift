import Diagnostics
import StorageModel

/// Compares pool, ACL and CHAP of one storage instance, then its volumes.
struct StorageInstanceDiff {
    let desired: DesiredStorageInstance
    let observed: StorageInstanceContent
    let activeInitiators: [InitiatorName]
    let app: DesiredAppInstance
    let marker: Marker?
    let product: ProductVersion
    let groups: GroupMembership
    /// The storage instances whose CHAP password is new.
    let rotated: Set<String>

    func run(into findings: inout AppInstanceDiff.Findings) {
        for volume in desired.volumes {
            guard let live = observed.volumes.first(where: { $0.name == volume.name }) else {
                guard app.isTree else {
                    reportMissing(volume, &findings)
                    continue
                }
                findings.differences.append(
                    .addVolume(
                        VolumePath(storage: desired.name, volume: volume.name), volume,
                        volume.content(in: app, on: product)))
                continue
            }
            let path = VolumePath(storage: desired.name, volume: volume.name)
            VolumeDiff(
                desired: volume, observed: live, path: path, address: app.address, product: product,
                ignored: app.ignored, isClone: app.origin != nil,
                removedPolicies: app.removedPolicies.filter { $0.concerns(path) }
            ).run(into: &findings)
        }
        if !app.ignored.contains(.ipPool), let change = poolChange { findings.differences.append(change) }
        if !app.ignored.contains(.attachments), let change = accessChange {
            findings.differences.append(.accessList(storage: desired.name, change))
        }
        if !app.ignored.contains(.accessControlMode), let change = accessModeChange {
            findings.differences.append(.accessControlMode(storage: desired.name, change))
        }
        if !app.ignored.contains(.chap), let change = authenticationChange {
            findings.differences.append(.authentication(storage: desired.name, change))
        }
    }

    private func reportMissing(_ volume: DesiredVolume, _ findings: inout AppInstanceDiff.Findings) {
        findings.blocks.append(
            Block(
                .structureDiffers, app.address, "has no volume \(desired.name)/\(volume.name) on the array",
                hint: "correct `default_volume_name`", location: app.location))
    }

    /// A live target in any of the listed pools is in sync.
    private var poolChange: Difference? {
        guard let pools = desired.ipPools, let preferred = pools.value.preferred(for: app.key) else { return nil }
        if let live = observed.ipPool, pools.value.contains(live) { return nil }
        return .ipPool(storage: desired.name, from: observed.ipPool, to: pools.map { _ in preferred })
    }

    /// A declared attachment is the whole ACL. One that was declared and is gone leaves an empty ACL behind; an ACL
    /// that was never managed is not touched. The marker remembers that for the app instance as a whole:
    /// one attachment makes the access of all its storage instances the stack's.
    private var accessChange: AccessListChange? {
        guard app.managedGroups.contains(.attachments) || marker?.mask.contains(.attachments) == true else {
            return nil
        }
        let initiators = desired.attachment?.initiators ?? []
        let wantedGroups = desired.attachment?.groups ?? []
        // Replaced by a group of the tenant's own, an entry would still refer to the one that it was made for.
        let replaced = observed.groups.intersection(wantedGroups).compactMap {
            groups.replacedGroup($0, in: app.tenant)
        }
        let foreign = observed.foreign.union(replaced).sorted()
        guard initiators != observed.initiators || wantedGroups != observed.groups || !foreign.isEmpty else {
            return nil
        }
        let allowed = initiators.union(groups.members(of: wantedGroups, in: app.tenant))
        return AccessListChange(
            addedInitiators: initiators.subtracting(observed.initiators).sorted(),
            removedInitiators: observed.initiators.subtracting(initiators).sorted(),
            addedGroups: wantedGroups.subtracting(observed.groups).union(replaced.map(\.name)).sorted(),
            removedGroups: observed.groups.subtracting(wantedGroups).sorted(), foreign: foreign, initiators: initiators,
            groups: wantedGroups, cutOff: activeInitiators.filter { !allowed.contains($0) }.sorted(),
            location: desired.attachment?.location ?? app.location)
    }

    /// The array knows one way only, to deny_all (dsp-api.md 2.3); the other way is a note (`CreationNotes`).
    private var accessModeChange: AccessModeChange? {
        guard app.accessControlMode == .denyAll, observed.accessControlMode == .allowAll else { return nil }
        let isManaged = app.managedGroups.contains(.attachments) || marker?.mask.contains(.attachments) == true
        let initiators = isManaged ? desired.attachment?.initiators ?? [] : observed.initiators
        let names = isManaged ? desired.attachment?.groups ?? [] : observed.groups
        let allowed = initiators.union(groups.members(of: names, in: app.tenant))
        let declared = app.declaredAccessMode
        return AccessModeChange(
            from: .allowAll, to: .denyAll, cutOff: activeInitiators.filter { !allowed.contains($0) }.sorted(),
            location: declared?.location ?? desired.attachment?.location ?? app.location, via: declared?.via)
    }

    private var authenticationChange: AuthenticationChange? {
        let chap = desired.attachment?.chap
        guard app.managedGroups.contains(.chap) || marker?.mask.contains(.chap) == true else { return nil }
        let setting = chap?.setting ?? .none
        let reason: AuthenticationChange.Reason
        if setting.observable != observed.authentication {
            reason = .setting
        } else if chap != nil, let marker, !marker.flags.isBeingBuilt, rotated.contains(desired.name) {
            reason = .rotation
        } else {
            return nil
        }
        return AuthenticationChange(
            from: observed.authentication, to: setting, reason: reason, version: chap?.version,
            connected: activeInitiators.sorted(), location: chap?.location ?? app.location)
    }
}
