internal import StorageModel

extension WireTenant {
    /// This tenant and all below it.
    ///
    /// - Parameter parent: where it was found, for entries that give neither `path` nor `parent_path`.
    func flattened(below parent: TenantPath = .root) -> [ObservedTenant] {
        let tenant = tenantPath(below: parent)
        let description = descr.flatMap { $0.isEmpty ? nil : $0 }
        return [ObservedTenant(path: tenant, description: description)]
            + (subtenants ?? []).flatMap { subtenant in
                switch subtenant {
                case .named(let name): [ObservedTenant(path: TenantPath(wire: name, below: tenant))]
                case .nested(let wire): wire.flattened(below: tenant)
                }
            }
    }

    private func tenantPath(below parent: TenantPath) -> TenantPath {
        if let path, !path.isEmpty { return TenantPath(wire: path, below: parent) }
        let parent = parentPath.map { TenantPath(wire: $0, below: .root) } ?? parent
        return name.map { TenantPath(wire: $0, below: parent) } ?? parent
    }
}

extension TenantPath {
    /// Accepts what answers contain: `/tenants/root/a`, `/root/a`, `root`, and for a bare name the place it was found in.
    init(wire text: String, below parent: TenantPath) {
        var parts = text.split(separator: "/").map(String.init)
        if parts.count > 1, parts[0] == "tenants" { parts.removeFirst() }
        if parts.first == "root" {
            self.init(components: Array(parts.dropFirst()))
        } else if text.hasPrefix("/") {
            self.init(components: parts)
        } else {
            self.init(components: parent.components + parts)
        }
    }
}
