package import StorageModel

/// Which app instances are listed, and in which order.
package struct ListSelection: Sendable {
    /// Only what this stack owns; nil for everything.
    package var stack: String?
    /// Only what one of these names, as any verb takes names; empty for everything.
    package var patterns: [String]
    /// Only what no stack owns.
    package var isUnmanagedOnly: Bool
    package var order: Order?

    package init(
        stack: String? = nil, patterns: [String] = [], isUnmanagedOnly: Bool = false, order: Order? = nil
    ) {
        self.stack = stack
        self.patterns = patterns
        self.isUnmanagedOnly = isUnmanagedOnly
        self.order = order
    }

    package struct Order: Sendable, Equatable {
        package var field: Field
        package var isDescending: Bool

        package init(_ field: Field, isDescending: Bool = false) {
            self.field = field
            self.isDescending = isDescending
        }
    }

    /// What a list can be sorted by.
    package enum Field: String, CaseIterable, Sendable {
        case name, tenant, size, provisioned, replicas, state, owner, snapshots, hosts
    }

    /// Leases are never listed. Equal ones, and all without an order, are sorted by tenant and name.
    package func appInstances(of observed: ObservedState) -> [ObservedAppInstance] {
        let chosen = observed.appInstances.filter { app in
            guard app.ownership != .lease, stack == nil || app.marker?.stack == stack else { return false }
            if isUnmanagedOnly, app.ownership != .none { return false }
            let names = ResourceNames(app)
            return patterns.isEmpty || patterns.contains { names.areMeant(by: $0) }
        }.sorted { ($0.tenant, $0.name, $0.id) < ($1.tenant, $1.name, $1.id) }
        guard let order else { return chosen }
        let keyed = chosen.map { (app: $0, key: Self.key(of: $0, order.field)) }.enumerated()
        return keyed.sorted { left, right in
            guard left.element.key != right.element.key else { return left.offset < right.offset }
            return (left.element.key < right.element.key) != order.isDescending
        }.map(\.element.app)
    }

    private struct Key: Comparable {
        var number = 0
        var text = ""

        static func < (left: Key, right: Key) -> Bool { (left.number, left.text) < (right.number, right.text) }
    }

    private static func key(of app: ObservedAppInstance, _ field: Field) -> Key {
        switch field {
        case .name: Key(text: app.name)
        case .tenant: Key(text: app.tenant.description)
        case .size: Key(number: app.volumeSize.count)
        case .provisioned: Key(number: app.provisioned.count)
        case .replicas: Key(number: app.volumes.map(\.replicaCount).max() ?? 0)
        case .state: Key(text: app.adminState.rawValue)
        case .owner: Key(text: app.marker.map { "\($0.stack)/\($0.key)" } ?? "")
        case .snapshots: Key(number: app.allSnapshots.count)
        case .hosts: Key(number: app.activeInitiators.count)
        }
    }
}

extension ObservedAppInstance {
    var volumes: [VolumeContent] { storageInstances.flatMap(\.volumes) }

    /// Of all its volumes.
    var volumeSize: Gibibytes { Gibibytes(volumes.reduce(0) { $0 + $1.size.count }) }

    /// Of all its volumes, replicas included.
    var provisioned: Gibibytes { Gibibytes(volumes.reduce(0) { $0 + $1.provisioned.count }) }
}
