import Diagnostics
import StorageModel

/// Follows every reference of a stack and puts together the state it wants.
struct StackResolution {
    private let declaration: StackDeclaration
    private let options: ManifestOptions
    private let findings: Findings

    init(_ declaration: StackDeclaration, options: ManifestOptions, findings: Findings) {
        self.declaration = declaration
        self.options = options
        self.findings = findings
    }

    /// The state as far as it can be told; nil when not even the stack has a name.
    func desiredState() -> DesiredState? {
        checkUniqueness()
        let assignment = TenantAssignment(declaration.header, options: options, findings: findings)
        let attachments = AttachmentResolution(declaration, findings: findings)
        let tenants = TenantResolution(declaration, findings: findings).tenants.values
        var assembly = AppInstanceAssembly(
            declaration, tenants: assignment, attachments: attachments, findings: findings)
        var appInstances = declaration.volumes.values.flatMap { assembly.appInstances(of: $0) }

        var access = AccessFanOut(home: assignment.home)
        for app in appInstances {
            if let attachment = attachments[app.key] { access.add(attachment, in: app.tenant) }
        }
        let groups = declaration.initiatorGroups.values.flatMap { access.copies(of: $0, members: members(of: $0)) }
        let initiators = declaration.initiators.values.flatMap { access.copies(of: $0) }

        let references = VolumeReferences(declaration, findings: findings)
        let snapshots = SnapshotResolution(declaration.snapshots, references, findings: findings).snapshots
        let origins = OriginResolution(
            declaration.origins, references,
            tenants: Dictionary(appInstances.map { ($0.key, $0.tenant) }, uniquingKeysWith: { first, _ in first }),
            findings: findings
        ).origins
        for index in appInstances.indices {
            appInstances[index].origin = origins[appInstances[index].key]
            appInstances[index].snapshots = snapshots[appInstances[index].key] ?? []
        }
        let moves = MoveResolution(declaration.moves, references, findings: findings).moves
        let removals = RemovalResolution(
            declaration, references, home: assignment.home, findings: findings
        ).removals
        checkLimits(volumes: appInstances.count, initiators: initiators.count, tenants: tenants.count)
        guard let stack = declaration.header.stack else { return nil }
        return DesiredState(
            stack: stack, cluster: declaration.header.cluster, tenant: assignment.home,
            tenants: tenants.sorted { $0.path < $1.path }, initiators: initiators.sorted { $0.address < $1.address },
            initiatorGroups: groups.sorted { $0.address < $1.address },
            appInstances: appInstances.sorted { $0.key < $1.key }, moves: moves, removals: removals,
            ignores: declaration.ignores, guards: declaration.guards)
    }

    private func members(of group: InitiatorGroupDeclaration) -> [InitiatorDeclaration] {
        group.members.value.compactMap { declaration.initiators.value(for: $0, reporting: findings) }
    }

    private func checkLimits(volumes: Int, initiators: Int, tenants: Int) {
        ArrayLimit.volumes.check(volumes, at: declaration.volumes.location, reporting: findings)
        ArrayLimit.initiators.check(initiators, at: declaration.initiators.location, reporting: findings)
        let tenantPlace = declaration.tenants.location ?? declaration.header.tenant?.location
        ArrayLimit.tenants.check(tenants, at: tenantPlace, reporting: findings)
    }

    private func checkUniqueness() {
        var iqns = Claims<InitiatorName>()
        for initiator in declaration.initiators.values {
            guard let first = iqns.firstClaim(of: initiator.iqn.value, before: initiator.iqn.location) else { continue }
            report("this initiator is declared already, at \(first)", at: initiator.iqn.location)
        }
        var names = Claims<String>()
        for group in declaration.initiatorGroups.values {
            guard let name = group.name, let first = names.firstClaim(of: name.value, before: name.location) else {
                continue
            }
            report("another initiator group is called \(name.value.quoted), at \(first)", at: name.location)
        }
    }

    private func report(_ message: String, at location: SourceLocation?) {
        findings.report(Diagnostic(.error, message, at: location))
    }
}

extension StackDeclaration {
    /// What each app instance says it starts from.
    fileprivate var origins: [ResourceKey: Declared<OriginDeclaration>] {
        var result: [ResourceKey: Declared<OriginDeclaration>] = [:]
        for volume in volumes.values { for instance in volume.instances { result[instance.key] = volume.origin } }
        return result
    }
}
