import Diagnostics
import StorageModel

/// Follows every reference of a stack and puts together the state it wants.
struct StackResolution {
    private let declaration: StackDeclaration
    private let options: ManifestOptions
    private let collector: DiagnosticCollector

    init(_ declaration: StackDeclaration, options: ManifestOptions, collector: DiagnosticCollector) {
        self.declaration = declaration
        self.options = options
        self.collector = collector
    }

    /// The state as far as it is known; nil when not even the stack has a name.
    func desiredState() -> DesiredState? {
        checkUniqueness()
        reportOptions()
        let assignment = TenantAssignment(declaration.header, options: options, collector: collector)
        let attachments = AttachmentResolution(declaration, collector: collector)
        let tenants = TenantResolution(declaration, collector: collector).tenants.values
        var assembly = AppInstanceBuilder(
            declaration, tenants: assignment, attachments: attachments, collector: collector)
        var appInstances = declaration.volumes.values.flatMap { assembly.appInstances(of: $0) }

        var access = AccessFanOut(home: assignment.home)
        for app in appInstances {
            for storage in app.storageInstances.map(\.name) + (app.template == nil ? [] : [""]) {
                if let attachment = attachments[app.key, storage] { access.add(attachment, in: app.tenant) }
            }
        }
        let groups = declaration.initiatorGroups.values.flatMap { access.copies(of: $0, members: members(of: $0)) }
        let initiators = declaration.initiators.values.flatMap { access.copies(of: $0) }

        let references = VolumeReferences(declaration, collector: collector)
        let snapshots = SnapshotResolution(declaration.snapshots, references, collector: collector).snapshots
        let origins = OriginResolution(
            declaration.origins, references,
            tenants: Dictionary(appInstances.map { ($0.key, $0.tenant) }, uniquingKeysWith: { first, _ in first }),
            collector: collector
        ).origins
        for index in appInstances.indices {
            appInstances[index].origin = origins[appInstances[index].key]
            appInstances[index].snapshots = snapshots[appInstances[index].key] ?? []
        }
        let moves = MoveResolution(declaration.moves, references, collector: collector).moves
        let removals = RemovalResolution(declaration, references, home: assignment.home, collector: collector)
        for index in appInstances.indices {
            appInstances[index].removedParts = removals.parts[appInstances[index].key] ?? []
            appInstances[index].removedPolicies = removals.policies[appInstances[index].key] ?? []
            checkRemovals(of: appInstances[index])
        }
        let volumes = appInstances.reduce(0) { $0 + $1.storageInstances.reduce(0) { $0 + $1.volumes.count } }
        checkLimits(volumes: volumes, initiators: initiators.count, tenants: tenants.count)
        guard let stack = declaration.header.stack else { return nil }
        return DesiredState(
            stack: stack, cluster: declaration.header.cluster, tenant: assignment.home,
            tenants: tenants.sorted { $0.path < $1.path }, initiators: initiators.sorted { $0.address < $1.address },
            initiatorGroups: groups.sorted { $0.address < $1.address },
            appInstances: appInstances.sorted { $0.key < $1.key }, moves: moves, removals: removals.removals,
            ignores: declaration.ignores, guards: declaration.guards,
            imageCache: declaration.imageCache?.resolved(in: declaration, collector))
    }

    private func reportOptions() {
        let options = declaration.header.options
        if let place = options.debugReplicaCountOverride {
            collector.report(
                Diagnostic(
                    .warning, "every new volume gets one replica: the loss of one node loses its data", at: place,
                    hint: "only for tests; remove `debug_replica_count_override` elsewhere"))
        }
        let count = declaration.volumes.values.count { !$0.metadata.values.isEmpty }
        if let place = options.disableExtendedMetadata, count > 0 {
            collector.report(
                Diagnostic(
                    .warning, "`description` and `metadata` of \(count) volume\(count == 1 ? "" : "s") are not written",
                    at: place))
        }
    }

    /// What goes from an app instance that stays must not be declared by it.
    private func checkRemovals(of app: DesiredAppInstance) {
        for removal in app.removedParts where app.declares(removal.part) {
            reportDeclared(removal.part.description, by: app, at: removal.location)
        }
        for removal in app.removedPolicies {
            // Where a template decides, the volumes are not known yet.
            if let path = removal.volume, app.template == nil, !app.declares(.volume(path)) {
                collector.reportUnknown(
                    Declared(path.description, at: removal.location), noun: "volume",
                    candidates: app.volumes.map(\.path.description))
            } else if let declaring = app.volumes.first(where: { path, volume in
                removal.concerns(path) && volume.snapshotPolicies?.value.contains { $0.name == removal.name } == true
            }) {
                let place = declaring.volume.snapshotPolicies?.location
                reportDeclared(removal.name, by: app, at: removal.location, since: place)
            }
        }
    }

    private func reportDeclared(
        _ name: String, by app: DesiredAppInstance, at location: SourceLocation?, since place: SourceLocation? = nil
    ) {
        let stated = (place ?? app.location).map { ", at \($0)" } ?? ""
        collector.report(
            Diagnostic(
                .error, "\(name.quoted) is still declared by \(app.address)\(stated)", at: location,
                hint: "remove its declaration, or this entry"))
    }

    private func members(of group: InitiatorGroupDeclaration) -> [InitiatorDeclaration] {
        group.members.value.compactMap { declaration.initiators.value(for: $0, reporting: collector) }
    }

    private func checkLimits(volumes: Int, initiators: Int, tenants: Int) {
        ArrayLimit.volumes.check(volumes, at: declaration.volumes.location, reporting: collector)
        ArrayLimit.initiators.check(initiators, at: declaration.initiators.location, reporting: collector)
        let tenantPlace = declaration.tenants.location ?? declaration.header.tenant?.location
        ArrayLimit.tenants.check(tenants, at: tenantPlace, reporting: collector)
    }

    private func checkUniqueness() {
        var iqns = UniquenessCheck<InitiatorName>()
        for initiator in declaration.initiators.values {
            guard let first = iqns.previous(of: initiator.iqn.value, at: initiator.iqn.location) else { continue }
            report("this initiator is declared already, at \(first)", at: initiator.iqn.location)
        }
        var names = UniquenessCheck<String>()
        for group in declaration.initiatorGroups.values {
            guard let name = group.name, let first = names.previous(of: name.value, at: name.location) else {
                continue
            }
            report(
                "the name \(name.value.quoted) is already used by another initiator group, at \(first)",
                at: name.location)
        }
    }

    private func report(_ message: String, at location: SourceLocation?) {
        collector.report(Diagnostic(.error, message, at: location))
    }
}

extension DesiredAppInstance {
    fileprivate var volumes: [(path: VolumePath, volume: DesiredVolume)] {
        storageInstances.flatMap { storage in
            storage.volumes.map { (VolumePath(storage: storage.name, volume: $0.name), $0) }
        }
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
