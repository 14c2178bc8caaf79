import Diagnostics
import StorageModel

/// Makes of the entries of `removed` what shall go. What is removed must not be declared as well.
struct RemovalResolution {
    private(set) var removals: [Removal] = []
    private let declaration: StackDeclaration
    private let references: VolumeReferences
    private let home: TenantPath
    private let findings: Findings

    init(_ declaration: StackDeclaration, _ references: VolumeReferences, home: TenantPath, findings: Findings) {
        self.declaration = declaration
        self.references = references
        self.home = home
        self.findings = findings
        var claims = Claims<Removal.Target>()
        for entry in declaration.removals {
            guard let target = target(of: entry) else { continue }
            if let first = claims.firstClaim(of: target, before: entry.location) {
                report("this is removed already, at \(first)", entry.location)
            } else {
                removals.append(Removal(target, entry.action, location: entry.location))
            }
        }
    }

    private func target(of entry: RemovalDeclaration) -> Removal.Target? {
        let tenant = entry.tenant ?? home
        switch entry.target {
        case .volume(let pattern): return volume(pattern, entry.location)
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

    private func volume(_ pattern: VolumePattern, _ location: SourceLocation) -> Removal.Target? {
        switch references.match(pattern) {
        case .unknown: return nil
        case .none: break
        case .volume(let place), .entry(_, let place):
            _ = isFree(place, pattern.text, location)
            return nil
        }
        return pattern.member == .every ? .members(of: pattern.name) : .volume(pattern.key)
    }

    /// Its volume may be declared or not.
    private func snapshot(_ pattern: SnapshotPattern, _ location: SourceLocation) -> Removal.Target? {
        let text = "\(pattern.volume.text)@\(pattern.name)"
        switch references.match(pattern.volume) {
        case .unknown: return nil
        case .none, .volume: break
        case .entry(let members, _):
            report(
                "\(pattern.volume.name.quoted) stands for several volumes; name one of them", location,
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
        findings.report(Diagnostic(.error, message, at: location, hint: hint))
    }
}
