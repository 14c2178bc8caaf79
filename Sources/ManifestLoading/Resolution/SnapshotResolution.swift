import Diagnostics
import StorageModel

/// Finds for each volume, or app instance, the snapshots that are declared of it.
struct SnapshotResolution {
    private(set) var snapshots: [ResourceKey: [DesiredSnapshot]] = [:]

    /// A DSP keeps no more of one volume (dsp-api.md section 2, product limits).
    private static let maximumPerVolume = 256

    init(_ declarations: [SnapshotDeclaration], _ references: VolumeReferences, collector: DiagnosticCollector) {
        var claims = UniquenessCheck<String>()
        for declaration in declarations {
            for key in Self.keys(of: declaration, references) {
                if let first = claims.previous(of: "\(key)@\(declaration.name)", at: declaration.location) {
                    collector.report(
                        Diagnostic(
                            .error, "\("\(key)@\(declaration.name)".quoted) is declared already, at \(first)",
                            at: declaration.location))
                    continue
                }
                snapshots[key, default: []].append(
                    DesiredSnapshot(name: declaration.name, location: declaration.location))
                if snapshots[key]?.count == Self.maximumPerVolume + 1 {
                    collector.report(
                        Diagnostic(
                            .error, "a DSP keeps \(Self.maximumPerVolume) snapshots of a volume; \(key) has more",
                            at: declaration.location))
                }
            }
        }
    }

    private static func keys(of declaration: SnapshotDeclaration, _ references: VolumeReferences) -> [ResourceKey] {
        switch references.match(declaration.volume) {
        case .unknown: return []
        case .none:
            references.reportMissing(declaration.volume, at: declaration.location)
            return []
        case .volume: return [declaration.volume.key]
        case .entry(let members, _): return members.map { ResourceKey(declaration.volume.name, member: $0) }
        }
    }
}
