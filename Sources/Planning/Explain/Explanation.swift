package import Diagnostics
package import StorageModel

/// Where each value of a resource comes from, and what the array has.
package struct Explanation: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var path: FieldPath
        /// Nil for what the manifest leaves alone.
        package var desired: FieldValue?
        /// Why the value is what it is, for instance the arithmetic of a per-GiB limit.
        package var note: String?
        package var location: SourceLocation?
        /// The block of the manifest that supplied the value.
        package var via: String?
        package var live: FieldValue?
    }

    /// How hosts reach one storage instance.
    package struct Connection: Sendable, Equatable {
        package var target: TargetConnection
        /// The value that orders the portals; nil leaves them as the array names them.
        package var roundRobin: Declared<Bool>?
    }

    package var address: ResourceAddress
    package var location: SourceLocation?
    /// What stands on the array, in words.
    package var status: String
    package var rows: [Row]
    package var connections: [Connection] = []

    /// Nil when the manifest declares no such resource.
    package init?(of address: ResourceAddress, in desired: DesiredState, against observed: ObservedState) {
        switch address {
        case .volume(let key), .appInstance(let key):
            guard let app = desired.appInstances.first(where: { $0.key == key }) else { return nil }
            self.init(app, in: desired, against: observed)
        case .tenant:
            guard let tenant = desired.tenants.first(where: { $0.address == address }) else { return nil }
            self.init(tenant, against: observed)
        case .initiator:
            guard let initiator = desired.initiators.first(where: { $0.address == address }) else { return nil }
            self.init(initiator, against: observed)
        case .initiatorGroup:
            guard let group = desired.initiatorGroups.first(where: { $0.address == address }) else { return nil }
            self.init(group, against: observed)
        case .snapshot(let key, let name):
            guard let app = desired.appInstances.first(where: { $0.key == key }),
                let snapshot = app.snapshots.first(where: { $0.name == name })
            else { return nil }
            self.init(snapshot, of: app, in: desired, against: observed)
        case .cachedImage, .trashed: return nil
        }
    }

    /// Whose metadata has to be read to explain resources.
    package static func metadataNeeded(
        for addresses: [ResourceAddress], in desired: DesiredState, against observed: ObservedState
    ) -> Set<AppInstanceReference> {
        let keys = Set(addresses.compactMap(\.volumeKey))
        return Set(
            desired.appInstances.filter { keys.contains($0.key) && !$0.metadata.isEmpty }
                .compactMap { live($0, in: desired, observed)?.reference })
    }

    private init(_ app: DesiredAppInstance, in desired: DesiredState, against observed: ObservedState) {
        address = app.address
        location = app.location
        let live = Self.live(app, in: desired, observed)
        status = Self.status(of: live, in: desired.stack)
        let product = observed.cluster.product
        var declared = app.spec(for: desired.stack, on: product).fields(for: app)
        if !declared.contains(where: { $0.path == FieldPath(.name) }) {
            declared.insert(
                FieldChange(.name, to: .text(app.name.value), note: "its key", location: app.location), at: 0)
        }
        declared += app.metadata.sorted { $0.key < $1.key }.map { key, value in
            FieldChange(MetadataChange.field(of: key), to: .text(value.value), location: value.location)
        }
        let metadata = (live?.metadata ?? [:]).filter { app.metadata[$0.key] != nil }
            .map { (FieldPath(MetadataChange.field(of: $0.key)), FieldValue.text($0.value)) }
        let compared = live.map { ManagedValues(live: $0, desired: app).withoutOwnStarts }
        rows = Self.rows(declared, live: (compared?.values(showingPaths: app.hasSeveralVolumes) ?? []) + metadata)
        connections = live.map { Self.connections(of: app.bound(to: $0, on: product), $0) } ?? []
    }

    private static func connections(of app: DesiredAppInstance, _ live: ObservedAppInstance) -> [Connection] {
        live.storageInstances.compactMap { storage in
            let roundRobin = app.storageInstances.first { $0.name == storage.name }?.roundRobin
            return TargetConnection(to: storage, of: live, roundRobin: roundRobin?.value ?? false)
                .map { Connection(target: $0, roundRobin: roundRobin) }
        }
    }

    private init(
        _ snapshot: DesiredSnapshot, of app: DesiredAppInstance, in desired: DesiredState,
        against observed: ObservedState
    ) {
        address = .snapshot(of: app.key, name: snapshot.name)
        location = snapshot.location
        let live = Self.live(app, in: desired, observed)
        let taken = live.flatMap { live in
            live.snapshotOwners.lazy.compactMap { SnapshotName.named(snapshot.name).find(of: $0, in: live) }.first
        }
        status = taken.map { "taken at \($0.takenAt) (\($0.uuid))" } ?? "not on the array"
        rows = [
            Row(
                path: FieldPath(.other("of")), desired: .text("\(app.address)"), location: snapshot.location,
                live: taken == nil ? nil : .text("\(app.address)"))
        ]
    }

    /// The app instance that carries the marker, else the one that has the name.
    private static func live(
        _ app: DesiredAppInstance, in desired: DesiredState, _ observed: ObservedState
    ) -> ObservedAppInstance? {
        observed.appInstances.first { $0.marker?.stack == desired.stack && $0.marker?.key == app.key }
            ?? observed.appInstances.first { $0.tenant == app.tenant && $0.name == app.name.value }
    }

    private init(_ tenant: DesiredTenant, against observed: ObservedState) {
        address = tenant.address
        location = tenant.location
        let live = observed.tenants.first { $0.path == tenant.path }
        status = live == nil ? "not on the array" : "on the array"
        rows = Self.rows(
            TenantCreation(tenant: tenant).fields,
            live: (live?.description).map { [(FieldPath(.description), .text($0))] } ?? [])
    }

    private init(_ initiator: DesiredInitiator, against observed: ObservedState) {
        address = initiator.address
        location = initiator.location
        let live = observed.initiators[initiator.tenant]?.first { $0.iqn == initiator.iqn }
        status =
            live.map { $0.owner == initiator.tenant ? "on the array" : "inherited from \($0.owner.shortName)" }
            ?? "not on the array"
        rows = Self.rows(
            InitiatorCreation(initiator: initiator, isFirstOwn: false, hidden: []).fields,
            live: live.map { [(FieldPath(.other("iqn")), .text($0.iqn.text)), (FieldPath(.name), .text($0.label))] }
                ?? [])
    }

    private init(_ group: DesiredInitiatorGroup, against observed: ObservedState) {
        address = group.address
        location = group.location
        let live = observed.initiatorGroups[group.tenant]?.first { $0.name == group.name }
        status = live == nil ? "not on the array" : "on the array"
        rows = Self.rows(
            InitiatorGroupCreation(group: group).fields,
            live: live.map { [(FieldPath(.other("members")), .list($0.members.sorted().map(\.text)))] } ?? [])
    }

    private static func status(of live: ObservedAppInstance?, in stack: String) -> String {
        guard let live else { return "not on the array" }
        let place = "on the array as \(live.name) (\(live.id))"
        return switch live.ownership {
        case .none: "\(place), not adopted"
        case .marked(let marker): marker.stack == stack ? place : "\(place), which belongs to stack \(marker.stack)"
        case .unreadable: "\(place), with a marker of another version"
        case .lease: "\(place), the lease of a running apply"
        }
    }

    /// Values in the order of the manifest, then what only the array has.
    private static func rows(_ declared: [FieldChange], live: [(path: FieldPath, value: FieldValue)]) -> [Row] {
        let values = Dictionary(live, uniquingKeysWith: { first, _ in first })
        let paths = Set(declared.map(\.path))
        return declared.map { field in
            Row(
                path: field.path, desired: field.to, note: field.note, location: field.location, via: field.via,
                live: values[field.path])
        } + live.filter { !paths.contains($0.path) }.map { Row(path: $0.path, live: $0.value) }
    }
}
