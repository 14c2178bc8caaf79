import Diagnostics
import StorageModel

/// The tenants a stack ensures: those it declares, and one for each OpenStack project of its volumes.
struct TenantResolution {
    private(set) var tenants: [TenantPath: DesiredTenant] = [:]

    init(_ declaration: StackDeclaration, collector: DiagnosticCollector) {
        for tenant in declaration.tenants.values {
            if let first = tenants[tenant.path]?.location {
                collector.report(
                    Diagnostic(
                        .error, "tenant `\(tenant.path.shortName)` is given twice; the first is at \(first)",
                        at: tenant.location))
            } else {
                tenants[tenant.path] = tenant
            }
        }
        guard declaration.header.tenant?.value == .ofProjects else { return }
        for volume in declaration.volumes.values {
            guard case .project(let project) = volume.home else { continue }
            let path = TenantPath(project: project.value)
            if tenants[path] == nil { tenants[path] = DesiredTenant(path: path, location: project.location) }
        }
    }
}
