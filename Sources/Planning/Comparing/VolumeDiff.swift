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
        for declared in desired.settings(on: product) where !ignored.contains(declared.value.field.group ?? []) {
            compare(declared, &findings)
        }
        if !ignored.contains(.qos) { compareLimits(&findings) }
        if !ignored.contains(.snapshotPolicies) { compareSnapshotPolicies(&findings) }
    }

    private func compare(_ declared: Declared<VolumeSetting>, _ findings: inout AppInstanceDiff.Findings) {
        let live = declared.value.counterpart(in: observed)
        guard live != declared.value else { return }
        let difference = Difference.setting(path, from: live, to: declared)
        guard let live, let obstacle = declared.value.obstacle(from: live) else {
            findings.differences.append(difference)
            return
        }
        if isClone, declared.value.isFloorOfClones { return }
        findings.unreachable.append(
            unreachable(
                difference, declared, obstacle.message,
                "write `\(declared.value.field.word): \(obstacle.least)` or more"))
    }

    /// It is not an error: the volume may have been extended on the array. So it keeps this volume, and no other,
    /// from being applied.
    private func unreachable(
        _ difference: Difference, _ declared: Declared<VolumeSetting>, _ message: String, _ value: String
    ) -> AppInstanceDiff.Unreachable {
        let ignore = declared.value.field.group.map { ManifestLine.ignore(address, $0) } ?? ""
        return AppInstanceDiff.Unreachable(
            difference: difference,
            block: Block(
                .cannotReduce, address, message,
                hint: "\(value); or, if it is managed elsewhere, ignore it: `\(ignore)`; to apply the rest now: "
                    + "`--exclude \(ManifestLine.argument(address.description))`",
                location: declared.location))
    }

    /// Limits that are not declared keep their live value: the DSP gets all six in one call.
    private func compareLimits(_ findings: inout AppInstanceDiff.Findings) {
        let declared = desired.qos?.effective(for: desired.size.value) ?? [:]
        var limits = observed.performance ?? .unlimited
        var changes: [QoSChange] = []
        for field in QoSField.allCases {
            guard let effective = declared[field], effective.limit.value != limits[field] else { continue }
            changes.append(
                QoSChange(
                    field: field, from: limits[field], to: effective.limit, derivation: effective.derivation))
            limits[field] = effective.limit.value
        }
        guard !changes.isEmpty else { return }
        findings.differences.append(.performance(path, from: observed.performance, to: limits, fields: changes))
    }

    /// A policy whose line was dropped stays until `removed` names it; an empty mapping says that
    /// there must be none.
    private func compareSnapshotPolicies(_ findings: inout AppInstanceDiff.Findings) {
        let declared = desired.snapshotPolicies
        let live = Dictionary(observed.snapshotPolicies.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for policy in (declared?.value ?? []).sorted(by: { $0.name < $1.name }) {
            guard let existing = live[policy.name] else {
                findings.differences.append(.snapshotPolicy(path, .add(policy), location: declared?.location))
                continue
            }
            guard !policy.isSatisfied(by: existing) else { continue }
            findings.differences.append(
                .snapshotPolicy(path, .change(from: existing, to: policy), location: declared?.location))
        }
        let isNoneWanted = declared?.value.isEmpty == true
        for policy in observed.snapshotPolicies.sorted(by: { $0.name < $1.name }) {
            let removal = removedPolicies.first { $0.name == policy.name }
            guard isNoneWanted || removal != nil else { continue }
            findings.differences.append(
                .snapshotPolicy(path, .remove(policy), location: removal?.location ?? declared?.location))
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
