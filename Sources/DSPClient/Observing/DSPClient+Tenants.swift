internal import Logging
internal import StorageModel

extension DSPClient {
    /// A DSP has no more tenants than this (dsp-api.md section 2, product limits).
    private static var maximumTenants: Int { 64 }

    /// Every tenant that the login may list. When it may list none: `/root` and the desired ones, as
    /// candidates that may not be there.
    func listTenants(desired: Set<TenantPath>) async throws(ArrayFailure) -> [ObservedTenant] {
        do throws(ArrayFailure) {
            // Takes neither limit nor offset (recorded schema).
            let wire = try await read(.get(.tenants), as: [WireTenant].self).envelope.data
            return limited(merged(wire.flatMap { $0.flattened() }), desired)
        } catch .permissionDenied {
            return desired.union([.root]).sorted().map { ObservedTenant(path: $0) }
        }
    }

    /// One entry for each path: a nested listing may name a tenant twice, as an object and by name.
    private func merged(_ tenants: [ObservedTenant]) -> [ObservedTenant] {
        let byPath = Dictionary(tenants.map { ($0.path, $0) }) { $0.description == nil ? $1 : $0 }
        return byPath.values.sorted { $0.path < $1.path }
    }

    private func limited(_ tenants: [ObservedTenant], _ desired: Set<TenantPath>) -> [ObservedTenant] {
        guard tenants.count > Self.maximumTenants else { return tenants }
        let first = tenants.filter { desired.contains($0.path) } + tenants.filter { !desired.contains($0.path) }
        let kept = first.prefix(max(Self.maximumTenants, desired.count))
        logger.warning("reading \(kept.count) of \(tenants.count) tenants, more than a DSP is known to have")
        return kept.sorted { $0.path < $1.path }
    }
}
