import Diagnostics
import StorageModel

enum RemovalKey: String, FieldKey {
    case from, action, tenant
}

/// One entry of `removed`: `{from: volume/reports, action: forget}`, or a shared object to delete.
struct RemovalDeclaration {
    enum Target {
        case volume(VolumeSelector)
        /// `app_instance/warehouse/logs` or `app_instance/warehouse/logs/wal`.
        case part(VolumeSelector, AppInstancePart)
        /// By IQN or label on the DSP: the manifest has no key for it any more.
        case initiator(String)
        case initiatorGroup(String)
        case tenant(TenantPath)
        case snapshot(SnapshotSelector)
        case snapshotPolicy(SnapshotPolicyPattern)
    }

    let target: Target
    let location: SourceLocation
    let action: Removal.Action
    /// Where an initiator or a group lives; nil for the stack's own tenant.
    let tenant: TenantPath?

    init?(_ reader: ValueReader) {
        guard let fields = Fields<RemovalKey>(reader, of: "an entry of `removed`") else { return nil }
        let from = fields.required(.from, hint: "write, for instance, `from: volume/ledger`")
        let target = from?.removalTarget()
        let action = fields.required(.action, hint: "write `forget`, `trash` or `delete`")?
            .declared { $0.choice(of: Removal.Action.self) }
        tenant = fields[.tenant]?.tenantPath()
        guard let from, let target, let action else { return nil }
        switch target {
        case .volume, .part:
            fields[.tenant]?.report("a volume is found by its marker in any tenant; leave `tenant` out")
        case .tenant: fields[.tenant]?.report("`from` holds the whole path of a tenant; leave `tenant` out")
        case .snapshot:
            fields[.tenant]?.report("a snapshot is found with its volume in any tenant; leave `tenant` out")
        case .snapshotPolicy:
            fields[.tenant]?.report(
                "a snapshot policy is found with its volume in any tenant; leave `tenant` out")
        case .initiator, .initiatorGroup: break
        }
        if !target.allows(action.value) {
            fields[.action]?.report(
                "`\(action.value.rawValue)` applies only to whole volumes; use `delete`", hint: target.alternative)
            return nil
        }
        self.target = target
        location = from.location
        self.action = action.value
    }
}

extension RemovalDeclaration.Target {
    /// Only whole volumes carry a marker to forget, and only they can be put aside.
    fileprivate func allows(_ action: Removal.Action) -> Bool {
        switch self {
        case .volume: true
        case .part, .initiator, .initiatorGroup, .tenant, .snapshot, .snapshotPolicy: action == .delete
        }
    }

    /// What to do instead.
    fileprivate var alternative: String? {
        switch self {
        case .snapshot: "a snapshot that is not declared is kept: to keep it, leave this entry out"
        case .snapshotPolicy:
            "a policy that the manifest does not list is kept: to keep it, leave this entry out"
        case .volume, .part, .initiator, .initiatorGroup, .tenant: nil
        }
    }
}

extension ValueReader {
    fileprivate func removalTarget() -> RemovalDeclaration.Target? {
        guard let text = text() else { return nil }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let kinds = ["volume", "app_instance", "initiator", "initiator_group", "tenant", "snapshot", "snapshot_policy"]
        guard parts.count == 2, kinds.contains(parts[0]), !parts[1].isEmpty else {
            let meant = Suggestion.nearest(to: parts[0], among: kinds)
            report(
                "\(label) must be an address such as `volume/ledger` or `initiator/db-01`, not \(text.quoted)",
                hint: parts.count == 2 ? meant.map { "did you mean `\($0)/\(parts[1])`?" } : "write `volume/\(text)`")
            return nil
        }
        switch parts[0] {
        case "volume": return volumePattern().map(RemovalDeclaration.Target.volume)
        case "app_instance": return appInstanceTarget(parts[1])
        case "snapshot":
            guard let pattern = SnapshotSelector(parts[1]), pattern.volume.member != .every else {
                report("\(label) must name \(SnapshotSelector.form), not \(parts[1].quoted)")
                return nil
            }
            return .snapshot(pattern)
        case "snapshot_policy":
            guard let pattern = SnapshotPolicyPattern(parts[1]) else {
                report("\(label) must name \(SnapshotPolicyPattern.form), not \(parts[1].quoted)")
                return nil
            }
            return .snapshotPolicy(pattern)
        case "tenant":
            guard let path = tenantPath(from: parts[1]) else { return nil }
            guard path != .root else {
                report("the root tenant always exists and cannot be removed")
                return nil
            }
            return .tenant(path)
        case "initiator_group": return .initiatorGroup(parts[1])
        default: return .initiator(parts[1])
        }
    }
}

extension ValueReader {
    /// A whole app instance, or one of its parts.
    private func appInstanceTarget(_ text: String) -> RemovalDeclaration.Target? {
        let names = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard names.count > 1 else { return volumePattern().map(RemovalDeclaration.Target.volume) }
        guard names.count < 4, let pattern = VolumeSelector(names[0]),
            names.dropFirst().allSatisfy(NameRule.name.accepts)
        else {
            report(
                "\(label) must be an address such as `app_instance/warehouse/logs` or `app_instance/warehouse/logs/wal`, "
                    + "not \(("app_instance/" + text).quoted)")
            return nil
        }
        let part: AppInstancePart =
            names.count == 2
            ? .storageInstance(names[1]) : .volume(VolumePath(storage: names[1], volume: names[2]))
        return .part(pattern, part)
    }
}
