package import StorageModel

/// Whom it concerns when the members of an initiator group change.
package struct GroupReach: Sendable, Equatable {
    /// The removed members that are logged in through this group right now.
    package var connected: [InitiatorName]
    /// Volumes of other stacks, or unmanaged ones, to which this group gives its members access: `ledger of stack
    /// payments`.
    package var others: [String]
}

extension GroupReach {
    /// - Parameters:
    ///   - stack: whose manifest changes the group.
    ///   - removed: which are not members afterwards.
    init(
        of group: DesiredInitiatorGroup, in observed: ObservedState, stack: String, removing removed: Set<InitiatorName>
    ) {
        let names = { (app: ObservedAppInstance, storage: StorageInstanceContent) in
            storage.namesForeignGroup(group.name, of: group.tenant)
                || storage.groups.contains(group.name) && Self.sees(app.tenant, group, observed)
        }
        let reached = observed.appInstances.filter { app in app.storageInstances.contains { names(app, $0) } }
        let targets = reached.flatMap { app in
            app.storageInstances.filter { names(app, $0) }.map { app.target(of: $0.name) }
        }
        connected = removed.intersection(targets.flatMap(\.activeInitiators)).sorted()
        others = reached.compactMap { app in
            switch app.ownership {
            case .marked(let marker): marker.stack == stack ? nil : "\(app.name) of stack \(marker.stack)"
            case .none: "\(app.name), which no stack owns"
            case .unreadable: "\(app.name) of another version of datera-apply"
            case .lease: nil
            }
        }.sorted()
    }

    /// Whether the group's name means this very group there: a tenant without one of that name has that of its parent.
    private static func sees(_ tenant: TenantPath, _ group: DesiredInitiatorGroup, _ observed: ObservedState) -> Bool {
        if let known = observed.initiatorGroups[tenant]?.first(where: { $0.name == group.name }) {
            return known.owner == group.tenant
        }
        return tenant.components.starts(with: group.tenant.components)
    }
}
