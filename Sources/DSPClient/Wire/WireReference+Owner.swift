internal import StorageModel

extension WireReference {
    /// The tenant that the object is said to be of; nil when it is the given one, or unknown.
    private func owner(otherThan tenant: TenantPath) -> TenantPath? {
        guard let owner = self.tenant.map({ TenantPath(wire: $0, below: .root) }), owner != tenant else { return nil }
        return owner
    }

    /// The name of a group of an ancestor, and that ancestor.
    func inheritedGroup(in tenant: TenantPath) -> (String, TenantPath)? {
        guard let name, let owner = owner(otherThan: tenant), owner.isVisible(from: tenant) else { return nil }
        return (name, owner)
    }

    /// Nil for what the tenant has or inherits. An initiator of an ancestor is the same host as the tenant's own one.
    func foreign(_ kind: ForeignReference.Kind, in tenant: TenantPath) -> ForeignReference? {
        guard let name, let owner = owner(otherThan: tenant), !owner.isVisible(from: tenant) else { return nil }
        return ForeignReference(kind, kind == .initiator ? InitiatorName(name).text : name, of: owner)
    }
}

extension [WireReference] {
    func initiators(in tenant: TenantPath) -> [InitiatorName] {
        filter { $0.foreign(.initiator, in: tenant) == nil }.compactMap(\.name).map(InitiatorName.init(asRead:))
    }

    func foreign(_ kind: ForeignReference.Kind, in tenant: TenantPath) -> Set<ForeignReference> {
        Set(compactMap { $0.foreign(kind, in: tenant) })
    }
}
