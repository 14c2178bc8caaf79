import Diagnostics
import StorageModel

enum ExistingKey: String, FieldKey {
    case existing
}

/// `clone_of: ledger`, `clone_of: {existing: NAME}` or `from_snapshot: ledger@before-upgrade`.
enum OriginDeclaration: Hashable {
    case volume(VolumeSelector)
    case existing(String)
    case snapshot(SnapshotSelector)

    /// Nil without one, and for one that cannot be read, which has been reported.
    static func read(_ fields: Fields<VolumeKey>) -> Declared<OriginDeclaration>? {
        if let template = fields[.template],
            let origin = [VolumeKey.cloneOf, .fromSnapshot].first(where: { fields[$0] != nil })
        {
            template.report(
                "a clone has what its source has; `template` and `\(origin.rawValue)` exclude each other",
                hint: "leave out one of them")
        }
        guard let clone = fields[.cloneOf] else {
            return fields[.fromSnapshot]?.declared { $0.snapshotPattern().map(OriginDeclaration.snapshot) }
        }
        if let snapshot = fields[.fromSnapshot] {
            snapshot.report("a volume has either `clone_of` or `from_snapshot`, not both")
            return nil
        }
        return clone.declared { $0.cloneSource() }
    }
}

extension ValueReader {
    fileprivate func cloneSource() -> OriginDeclaration? {
        if case .mapping = node.content {
            let fields = Fields<ExistingKey>(self, of: "`clone_of`")
            return fields?.required(.existing)?.name(.nameOrUUID).map(OriginDeclaration.existing)
        }
        guard let text = text() else { return nil }
        guard let pattern = VolumeSelector(text), pattern.member != .every else {
            report(
                "\(label) must be a volume of this stack such as `ledger` or `scratch[a]`, not \(text.quoted)",
                hint: SnapshotSelector(text) == nil
                    ? "for a volume outside this stack: `clone_of: {existing: NAME}`" : "write `from_snapshot: \(text)`"
            )
            return nil
        }
        return .volume(pattern)
    }

    fileprivate func snapshotPattern() -> SnapshotSelector? {
        guard let text = text() else { return nil }
        guard let pattern = SnapshotSelector(text), pattern.volume.member != .every else {
            report(
                "\(label) must be \(SnapshotSelector.form), not \(text.quoted)",
                hint: VolumeSelector(text) == nil ? nil : "a volume as it is now: `clone_of: \(text)`")
            return nil
        }
        return pattern
    }
}
