import Diagnostics
import StorageModel

/// Follows `clone_of` and `from_snapshot` to what they name.
struct OriginResolution {
    private(set) var origins: [ResourceKey: Declared<CloneOrigin>] = [:]
    private let collector: DiagnosticCollector

    /// - Parameters:
    ///   - declared: what each app instance of the stack says it starts from.
    ///   - tenants: where each lives.
    init(
        _ declared: [ResourceKey: Declared<OriginDeclaration>], _ references: VolumeReferences,
        tenants: [ResourceKey: TenantPath], collector: DiagnosticCollector
    ) {
        self.collector = collector
        for (key, declaration) in declared {
            guard let origin = origin(declaration, references) else { continue }
            if let source = origin.key, let home = tenants[key], let other = tenants[source], home != other {
                report(
                    "\(source) is in tenant `\(other.shortName)`; a clone is always in the tenant of its source",
                    declaration.location, hint: "write `tenant: \(other.shortName)`, or clone something else")
                continue
            }
            origins[key] = declaration.map { _ in origin }
        }
        checkCycles()
    }

    private func origin(_ declaration: Declared<OriginDeclaration>, _ references: VolumeReferences) -> CloneOrigin? {
        switch declaration.value {
        case .existing(let name): return .existing(name)
        case .volume(let pattern):
            return single(pattern, references, declaration.location).map(CloneOrigin.declared)
        case .snapshot(let snapshot):
            return single(snapshot.volume, references, declaration.location).map {
                .snapshot(of: $0, name: snapshot.name)
            }
        }
    }

    private func single(
        _ pattern: VolumeSelector, _ references: VolumeReferences, _ location: SourceLocation?
    ) -> ResourceKey? {
        switch references.match(pattern) {
        case .unknown: return nil
        case .volume: return pattern.key
        case .none:
            references.reportMissing(pattern, at: location)
            return nil
        case .entry(let members, _):
            report(
                "\(pattern.name.quoted) matches several volumes; name one of them", location,
                hint: members.first.map { "for instance `\(pattern.name)[\($0)]`" })
            return nil
        }
    }

    /// Each circle is reported once, at its first key.
    private mutating func checkCycles() {
        var seen: Set<ResourceKey> = []
        for start in origins.keys.sorted() where !seen.contains(start) {
            var path = [start]
            while let next = origins[path[path.count - 1]]?.value.key, !seen.contains(next) {
                if let first = path.firstIndex(of: next) {
                    let circle = path[first...].map(\.description) + [next.description]
                    report(
                        "these are clones of each other: " + circle.joined(separator: " → "),
                        origins[next]?.location, hint: "one of them must start empty")
                    for key in path[first...] { origins[key] = nil }
                    break
                }
                path.append(next)
            }
            seen.formUnion(path)
        }
    }

    private func report(_ message: String, _ location: SourceLocation?, hint: String? = nil) {
        collector.report(Diagnostic(.error, message, at: location, hint: hint))
    }
}
