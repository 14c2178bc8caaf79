import Diagnostics
import StorageModel

/// Decides in which tenant each volume lives.
struct TenantAssignment {
    /// The tenant of whatever names none.
    let home: TenantPath
    private let mapsProjects: Bool
    /// What says so.
    private let source: String
    private let collector: DiagnosticCollector

    /// The manifest comes first, then `--tenant`; both may only say the same. The environment comes last.
    init(_ header: StackHeader, options: ManifestOptions, collector: DiagnosticCollector) {
        let override = options.tenantOverride
        self.collector = collector
        let given = override ?? options.tenantDefault
        let effective = header.tenant ?? (given == nil ? header.driverTenant : nil)
        switch effective?.value {
        case nil: home = given ?? .root
        case .path(let path): home = path
        case .ofProjects: home = .root
        }
        mapsProjects = effective?.value == .ofProjects
        source =
            header.tenant == nil
            ? "\(effective?.location.map { "\($0)" } ?? "a cinder.conf") says `\(DriverOption.Name.tenant.rawValue) = Map`"
            : "the stack says `tenant: map`"
        guard let declared = header.tenant, let override, mapsProjects || home != override else { return }
        let said = mapsProjects ? "map" : home.shortName
        collector.report(
            Diagnostic(
                .error, "the stack's tenant is `\(said)`, but --tenant says `\(override.shortName)`",
                at: declared.location, hint: "leave one of them out"))
    }

    /// Nil when the volume's tenant is unknown, which has been reported.
    func tenant(of volume: VolumeDeclaration) -> TenantPath? {
        switch volume.home {
        case .tenant(let path): return path
        case .unknown: return nil
        case .project(let project):
            if mapsProjects { return TenantPath(project: project.value) }
            collector.report(
                Diagnostic(.error, "`project` needs `tenant: map` at the top of the stack", at: project.location))
            return nil
        case .stack:
            if !mapsProjects { return home }
            collector.report(
                Diagnostic(
                    .error, "a volume needs `project`, because \(source)", at: volume.key.location))
            return nil
        }
    }
}
