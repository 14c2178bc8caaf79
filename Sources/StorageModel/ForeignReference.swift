/// An entry of an access list or of an initiator group that refers to an object of a tenant in which the name does not mean
/// what it means where the entry stands: whom it lets in is decided there.
package struct ForeignReference: Sendable, Hashable, Encodable, Comparable, CustomStringConvertible {
    package enum Kind: String, Sendable, Encodable {
        case initiator, group
    }

    package var kind: Kind
    /// An IQN in lower case, or the name of a group.
    package var name: String
    package var owner: TenantPath

    package init(_ kind: Kind, _ name: String, of owner: TenantPath) {
        self.kind = kind
        self.name = name
        self.owner = owner
    }

    package var description: String { "\(name) of tenant \(owner.shortName)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.name, left.owner) < (right.kind.rawValue, right.name, right.owner)
    }
}

extension TenantPath {
    /// Whether the tenant is this one or lies below it, and so may see what this one has.
    package func isVisible(from tenant: TenantPath) -> Bool { tenant.components.starts(with: components) }
}

extension ObservedState {
    /// An entry that names the group of an ancestor is inherited only as long as the tenant has no other one of that name.
    package mutating func tellForeignGroups() {
        for app in appInstances.indices {
            guard let visible = initiatorGroups[appInstances[app].tenant] else { continue }
            for storage in appInstances[app].storageInstances.indices {
                appInstances[app].storageInstances[storage].tellForeignGroups(where: visible)
            }
        }
    }
}

extension StorageInstanceContent {
    fileprivate mutating func tellForeignGroups(where visible: [ObservedInitiatorGroup]) {
        for (name, owner) in inheritedGroups {
            guard let meant = visible.first(where: { $0.name == name }), meant.owner != owner else { continue }
            inheritedGroups[name] = nil
            groups.remove(name)
            foreign.insert(ForeignReference(.group, name, of: owner))
        }
    }

    /// Whether the group of that tenant is in its access list, though its own tenant may mean another one by the name.
    package func namesForeignGroup(_ name: String, of owner: TenantPath) -> Bool {
        inheritedGroups[name] == owner || foreign.contains(ForeignReference(.group, name, of: owner))
    }
}
