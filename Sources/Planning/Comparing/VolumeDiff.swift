import Diagnostics
import StorageModel

/// Compares one volume: size, replicas, placement, limits, snapshot policies.
struct VolumeDiff {
    let desired: DesiredVolume
    let observed: VolumeContent
    let path: VolumePath
    let address: ResourceAddress
    let product: ProductVersion
    let ignored: FieldGroups
    /// It has at least the replicas of its source, and keeps them.
    let isClone: Bool
    /// What `removed` says of its snapshot policies.
    let removedPolicies: [PolicyRemoval]

    func run(into findings: inout AppInstanceDiff.Findings) {
        if !ignored.contains(.size) { compareSize(&findings) }
        if !ignored.contains(.replicas) { compareReplicas(&findings) }
        if !ignored.contains(.placement), let wanted = desired.placement,
            let placement = wanted.value.resolved(for: product),
            placement != observed.placement
        {
            findings.differences.append(.placement(path, from: observed.placement, to: wanted.map { _ in placement }))
        }
        if !ignored.contains(.qos) { compareLimits(&findings) }
        if !ignored.contains(.snapshotPolicies) { compareSnapshotPolicies(&findings) }
    }

    /// A DSP volume only grows (dsp-api.md 2.5).
    private func compareSize(_ findings: inout AppInstanceDiff.Findings) {
        if desired.size.value < observed.size {
            findings.unreachable.append(
                unreachable(
                    .size(path, from: observed.size, to: desired.size), .size,
                    "has \(observed.size) on the array and cannot shrink to \(desired.size.value)",
                    "write `size: \(observed.size.count)GiB` or more", at: desired.size.location))
        } else if desired.size.value != observed.size {
            findings.differences.append(.size(path, from: observed.size, to: desired.size))
        }
    }

    /// The DSP only ever adds replicas (dsp-api.md 2.5).
    private func compareReplicas(_ findings: inout AppInstanceDiff.Findings) {
        guard let wanted = desired.replicaCount, wanted.value != observed.replicaCount else { return }
        if isClone, observed.replicaCount > wanted.value { return }
        guard wanted.value > observed.replicaCount else {
            findings.unreachable.append(
                unreachable(
                    .replicaCount(path, from: observed.replicaCount, to: wanted), .replicas,
                    "has \(observed.replicaCount) replicas on the array and cannot go down to \(wanted.value)",
                    "write `replica_count: \(observed.replicaCount)` or more", at: wanted.location))
            return
        }
        findings.differences.append(.replicaCount(path, from: observed.replicaCount, to: wanted))
    }

    /// It is nobody's mistake: somebody may have extended the volume on the array. So it keeps this volume, and no other,
    /// from being applied.
    private func unreachable(
        _ difference: Difference, _ group: FieldGroups, _ message: String, _ value: String, at location: SourceLocation?
    ) -> AppInstanceDiff.Unreachable {
        let ignore = ManifestLine.ignore(address, group)
        return AppInstanceDiff.Unreachable(
            difference: difference,
            block: Block(
                .cannotReduce, address, message,
                hint: "\(value); or, if somebody else decides that, leave it alone: `\(ignore)`; for the rest now: "
                    + "`--exclude \(ManifestLine.argument(address.description))`",
                location: location))
    }

    /// Limits that are not declared keep their live value: the DSP gets all six in one call.
    private func compareLimits(_ findings: inout AppInstanceDiff.Findings) {
        let wanted = desired.qos?.effective(for: desired.size.value) ?? [:]
        var limits = observed.performance ?? .unlimited
        var changes: [QoSChange] = []
        for field in QoSField.allCases {
            guard let effective = wanted[field], effective.limit.value != limits[field] else { continue }
            changes.append(
                QoSChange(
                    field: field, from: limits[field], to: effective.limit, derivation: effective.derivation))
            limits[field] = effective.limit.value
        }
        guard !changes.isEmpty else { return }
        findings.differences.append(.performance(path, from: observed.performance, to: limits, fields: changes))
    }

    /// A policy whose line was dropped stays until `removed` names it; an empty mapping says that
    /// none shall be there.
    private func compareSnapshotPolicies(_ findings: inout AppInstanceDiff.Findings) {
        let wanted = desired.snapshotPolicies
        let live = Dictionary(observed.snapshotPolicies.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for policy in (wanted?.value ?? []).sorted(by: { $0.name < $1.name }) {
            guard let existing = live[policy.name] else {
                findings.differences.append(.snapshotPolicy(path, .add(policy), location: wanted?.location))
                continue
            }
            guard !policy.isSatisfied(by: existing) else { continue }
            findings.differences.append(
                .snapshotPolicy(path, .change(from: existing, to: policy), location: wanted?.location))
        }
        let isNoneWanted = wanted?.value.isEmpty == true
        for policy in observed.snapshotPolicies.sorted(by: { $0.name < $1.name }) {
            let removal = removedPolicies.first { $0.name == policy.name }
            guard isNoneWanted || removal != nil else { continue }
            findings.differences.append(
                .snapshotPolicy(path, .remove(policy), location: removal?.location ?? wanted?.location))
        }
    }
}

extension SnapshotPolicy {
    /// A start time that is not declared is the array's business.
    fileprivate func isSatisfied(by live: SnapshotPolicy) -> Bool {
        interval == live.interval && retentionCount == live.retentionCount
            && (startTime == nil || startTime == live.startTime)
    }
}
