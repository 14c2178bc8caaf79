import Diagnostics
import StorageModel

/// Resolves the entries of `removed` to what is to be removed. What is removed must not be declared as well.
struct RemovalResolution {
    private(set) var removals: [Removal] = []
    /// Storage instances and volumes to remove from app instances that stay.
    private(set) var parts: [ResourceKey: [PartRemoval]] = [:]
    /// Snapshot policies to remove from volumes that stay.
    private(set) var policies: [ResourceKey: [PolicyRemoval]] = [:]
    private let declaration: StackDeclaration
    private let references: VolumeReferences
    private let home: TenantPath
    private let collector: DiagnosticCollector

    init(
        _ declaration: StackDeclaration, _ references: VolumeReferences, home: TenantPath,
        collector: DiagnosticCollector
    ) {
        self.declaration = declaration
        self.references = references
        self.home = home
        self.collector = collector
        var claims = UniquenessCheck<Removal.Target>()
        var partClaims = UniquenessCheck<PartClaim>()
        var policyClaims = UniquenessCheck<SnapshotPolicyPattern>()
        for entry in declaration.removals {
            switch entry.target {
            case .part(let pattern, let part):
                if isFirst(PartClaim(pattern: pattern, part: part), entry.location, &partClaims) {
                    add(part, of: pattern, entry.location)
                }
            case .snapshotPolicy(let pattern):
                if isFirst(pattern, entry.location, &policyClaims) { add(pattern, entry.location) }
            case .volume, .initiator, .initiatorGroup, .snapshot, .tenant:
                guard let target = target(of: entry), isFirst(target, entry.location, &claims) else { continue }
                removals.append(Removal(target, entry.action, location: entry.location))
            }
        }
    }

    private func isFirst<Claim>(_ claim: Claim, _ location: SourceLocation, _ claims: inout UniquenessCheck<Claim>)
        -> Bool
    {
        guard let first = claims.previous(of: claim, at: location) else { return true }
        report("this is removed already, at \(first)", location)
        return false
    }

    private func target(of entry: RemovalDeclaration) -> Removal.Target? {
        let tenant = entry.tenant ?? home
        switch entry.target {
        case .volume(let pattern): return volume(pattern, entry.location)
        case .part, .snapshotPolicy: return nil
        case .initiator(let text):
            let iqn = InitiatorName(text)
            let declared = declaration.initiators.values.first { $0.label == text || $0.iqn.value == iqn }
            return isFree(declared?.key.location, text, entry.location) ? .initiator(text, tenant: tenant) : nil
        case .initiatorGroup(let name):
            let declared = declaration.initiatorGroups.values.first { $0.name?.value == name }
            return isFree(declared?.key.location, name, entry.location) ? .initiatorGroup(name, tenant: tenant) : nil
        case .snapshot(let pattern): return snapshot(pattern, entry.location)
        case .tenant(let path):
            let declared = declaration.tenants.values.first { $0.path == path }
            return isFree(declared?.location, path.shortName, entry.location) ? .tenant(path) : nil
        }
    }

    private func volume(_ pattern: VolumeSelector, _ location: SourceLocation) -> Removal.Target? {
        switch references.match(pattern) {
        case .unknown: return nil
        case .none: break
        // Of an entry with members, the bare key is that of the one volume that was there before.
        case .entry where pattern.member == .none: break
        case .volume(let place), .entry(_, let place):
            _ = isFree(place, pattern.text, location)
            return nil
        }
        return pattern.member == .every ? .members(of: pattern.name) : .volume(pattern.key)
    }

    private struct PartClaim: Hashable {
        var pattern: VolumeSelector
        var part: AppInstancePart
    }

    private mutating func add(_ part: AppInstancePart, of pattern: VolumeSelector, _ location: SourceLocation) {
        guard let keys = declaredKeys(pattern) else {
            report(
                "\(pattern.text.quoted) is not declared, so none of its parts can be removed", location,
                hint: "to remove all of it, write `from: \(pattern.scalar)`")
            return
        }
        for key in keys { parts[key, default: []].append(PartRemoval(part, location: location)) }
    }

    private mutating func add(_ pattern: SnapshotPolicyPattern, _ location: SourceLocation) {
        guard let keys = declaredKeys(pattern.app) else {
            references.reportMissing(pattern.app, at: location)
            return
        }
        let removal = PolicyRemoval(pattern.name, of: pattern.volume, location: location)
        for key in keys { policies[key, default: []].append(removal) }
    }

    /// Those that it stands for; nil when none is declared.
    private func declaredKeys(_ pattern: VolumeSelector) -> [ResourceKey]? {
        switch references.match(pattern) {
        case .unknown: []
        case .none: nil
        case .volume: [pattern.key]
        case .entry(let members, _): members.map { ResourceKey(pattern.name, member: $0) }
        }
    }

    /// Its volume may be declared or not.
    private func snapshot(_ pattern: SnapshotSelector, _ location: SourceLocation) -> Removal.Target? {
        let text = "\(pattern.volume.text)@\(pattern.name)"
        switch references.match(pattern.volume) {
        case .unknown: return nil
        case .none, .volume: break
        case .entry(let members, _):
            report(
                "\(pattern.volume.name.quoted) matches several volumes; name one of them", location,
                hint: members.first.map { "`snapshot/\(pattern.volume.name)[\($0)]@\(pattern.name)`" })
            return nil
        }
        let declared = declaration.snapshots.first { snapshot in
            let isOfWholeEntry = snapshot.volume.member == .none && snapshot.volume.name == pattern.volume.name
            return .named(snapshot.name) == pattern.name && (snapshot.volume == pattern.volume || isOfWholeEntry)
        }
        return isFree(declared?.location, text, location) ? .snapshot(of: pattern.volume.key, name: pattern.name) : nil
    }

    private func isFree(_ place: SourceLocation?, _ name: String, _ location: SourceLocation) -> Bool {
        guard let place else { return true }
        report(
            "\(name.quoted) is still declared, at \(place)", location,
            hint: "remove its declaration, or this entry")
        return false
    }

    private func report(_ message: String, _ location: SourceLocation?, hint: String? = nil) {
        collector.report(Diagnostic(.error, message, at: location, hint: hint))
    }
}

extension VolumeSelector {
    /// Its address as a YAML scalar: a bracket has to be quoted where it stands between braces.
    fileprivate var scalar: String { text.contains("[") ? "\"volume/\(text)\"" : "volume/\(text)" }
}
