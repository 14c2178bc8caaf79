import StorageModel

/// Whose is what: tells a reviewed change that is done already from one that can no longer be made.
struct Holdings: Sendable, Equatable {
    private struct Held: Sendable, Equatable {
        var uuid: String
        var manage: ManageLevel
    }

    /// What the manifest names and the stack has, by the addresses of app instances and of their declared snapshots.
    private var held: [String: Held] = [:]
    /// Why the stack does not have what the manifest names and the array has, by address.
    private var others: [String: String] = [:]
    /// Of all app instances on the array, by uuid.
    private var owners: [String: OwnershipPremise.Owner] = [:]

    init() {}

    init(_ observed: ObservedState) {
        for app in observed.appInstances { owners[app.id] = OwnershipPremise.Owner(of: app) }
    }

    mutating func add(_ matching: AppInstanceMatching, _ desired: DesiredState) {
        let addresses = SnapshotAddresses(desired)
        for pair in matching.pairs {
            switch pair {
            case .owned(let declared, let live, _):
                let entry = Held(uuid: live.id, manage: declared.manage)
                for address in addresses.all(of: declared) { held[address] = entry }
            case .unowned(let declared, let live):
                let reason =
                    "\(declared.address) is not owned by this stack: \(live.name) \(OwnershipPremise.Owner(of: live))"
                for address in addresses.all(of: declared) { others[address] = reason }
            case .absent, .removed: break
            }
        }
        let blocks = Dictionary(
            matching.blocks.compactMap { block in block.address.map { ($0, block.message) } },
            uniquingKeysWith: { first, _ in first })
        for declared in desired.appInstances {
            guard let message = blocks[declared.address] else { continue }
            for address in addresses.all(of: declared) { others[address] = "\(declared.address) \(message)" }
        }
    }

    /// Records what this plan has no more to do with, and may have been reviewed.
    mutating func hold(_ address: String, uuid: String) { held[address] = Held(uuid: uuid, manage: .full) }

    /// Why a reviewed change of which a fresh plan has nothing left is not done; nil when it is.
    func objection(to then: ChangeRecord, of stack: String) -> StaleObject.Row? {
        func row(_ now: String) -> StaleObject.Row { .init("object", then: .text(then.presence), now: .text(now)) }
        switch then.action {
        // The verbs that plan these count what is adopted or back already, and refuse everything else.
        case .adopt, .restore: return nil
        case .create, .update:
            // Shared objects have no owner: one that is missing or differs is planned.
            guard let manage = then.manage else { return nil }
            guard let now = held[then.address] else { return row(others[then.address] ?? "absent") }
            if let uuid = then.uuid, uuid != now.uuid {
                return .init("uuid", then: .text(uuid), now: .text(now.uuid))
            }
            if manage != now.manage {
                return .init("manage", then: .text(manage.rawValue), now: .text(now.manage.rawValue))
            }
            return nil
        case .forget, .trash, .delete:
            guard let uuid = then.uuid else { return others[then.address].map(row) }
            return wasRemoved(uuid, by: then.action, from: stack)
                ? nil : row(owners[uuid].map { "present, and \($0)" } ?? "absent")
        }
    }

    private func wasRemoved(_ uuid: String, by action: Change.Kind, from stack: String) -> Bool {
        switch owners[uuid] {
        case nil: action == .delete
        case .stack(stack, _, let isTrashed): action == .trash && isTrashed
        case .unowned, .stack, .unreadable: action == .forget
        }
    }
}

/// The addresses of everything that a manifest says about snapshots.
private struct SnapshotAddresses {
    private var removed: [ResourceKey: [ResourceAddress]] = [:]

    init(_ desired: DesiredState) {
        for removal in desired.removals {
            guard case .snapshot(of: let key, name: let name) = removal.target else { continue }
            removed[key, default: []].append(.snapshot(of: key, name: name.description))
        }
    }

    /// Of an app instance and of its snapshots.
    func all(of app: DesiredAppInstance) -> [String] {
        let declared = app.snapshots.map { ResourceAddress.snapshot(of: app.key, name: $0.name) }
        return ([app.address] + declared + (removed[app.key] ?? [])).map(\.description)
    }
}
