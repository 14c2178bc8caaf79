import StorageModel

/// Compares what a reviewer has agreed to with what would be done now.
///
/// What is left to do may be less: a finished or half-done run is repeated. It may not be other: each value that it starts
/// from is the planned one, nobody is harmed who was not named, and the object is the same one. Objects that the plan does
/// not touch take no part, nor does what changes by itself (capacity, health, who is logged in where that harms nobody).
package struct StalenessCheck: Sendable {
    private let reviewed: PlanRecord
    private let changes: [String: ChangeRecord]

    package init(_ reviewed: PlanRecord) {
        self.reviewed = reviewed
        changes = Dictionary(reviewed.changes.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The addresses of all that the plan touches.
    package var addresses: Set<String> { Set(changes.keys) }

    /// Empty when the fresh plan may be carried out in place of the reviewed one.
    package func findings(in fresh: Plan) -> [StaleObject] {
        guard fresh.cluster.uuid == reviewed.cluster.uuid else {
            return [
                StaleObject(
                    address: nil,
                    rows: [.init("array", then: .text(reviewed.cluster.uuid), now: .text(fresh.cluster.uuid))])
            ]
        }
        var result = fresh.changes.compactMap(compare)
        for block in fresh.blocks {
            guard let address = block.address?.description else { continue }
            let row = StaleObject.Row("blocked", then: nil, now: .text("\(block.code.rawValue): \(block.message)"))
            if let index = result.firstIndex(where: { $0.address == address }) {
                result[index].rows.append(row)
            } else {
                result.append(StaleObject(address: address, rows: [row]))
            }
        }
        return result
    }

    private func compare(_ planned: PlannedChange) -> StaleObject? {
        let now = ChangeRecord(planned)
        guard let then = changes[now.address] else {
            // What a stopped run has left open is closed, whoever finds it.
            if planned.change.isOwnOnly { return nil }
            return StaleObject(
                address: now.address, rows: [.init("change", then: nil, now: .text(now.action.rawValue))])
        }
        let rows = differences(planned, now, then)
        return rows.isEmpty ? nil : StaleObject(address: now.address, rows: rows)
    }

    private func differences(
        _ planned: PlannedChange, _ now: ChangeRecord, _ then: ChangeRecord
    ) -> [StaleObject.Row] {
        let marker = planned.change.liveAppInstance?.marker
        let isBuilding =
            then.action == .create
            && (marker?.flags.isBeingBuilt == true || marker != nil && marker?.description == then.marker?.to)
        guard then.action == now.action || isBuilding else {
            return [.init("object", then: .text(then.standing), now: .text(now.standing))]
        }
        var rows: [StaleObject.Row] = []
        if let before = then.uuid, let after = now.uuid, before != after {
            rows.append(.init("uuid", then: .text(before), now: .text(after)))
        }
        let own = planned.change.ownDifferences(since: then)
        rows += fieldRows(now, then, except: own.flatMap(\.fields), endsOnly: isBuilding)
        if !isBuilding, let row = markerRow(now.marker, then.marker) { rows.append(row) }
        let repeatsCHAP = own.contains { $0.isCHAP }
        for hazard in now.hazards where !then.hazards.contains(where: hazard.isCovered) {
            if repeatsCHAP, hazard.kind == .changesCHAP { continue }
            rows.append(
                .init(
                    "risk", then: .text(then.risk.rawValue), now: .text("\(hazard.risk.rawValue): \(hazard.message)")))
        }
        return rows
    }

    /// - Parameter endsOnly: the object has come into being meanwhile, so only where its fields end was reviewed.
    private func fieldRows(
        _ now: ChangeRecord, _ then: ChangeRecord, except own: [FieldRecord], endsOnly: Bool
    ) -> [StaleObject.Row] {
        now.fields.compactMap { field in
            if own.contains(field) { return nil }
            let same = then.fields.filter { $0.path == field.path }
            if same.contains(where: { $0.to == field.to && (endsOnly || $0.from == field.from) }) { return nil }
            // A volume that the plan adds and that has come into being, but is not yet all that it shall be.
            if let volume = field.path.split(separator: " ").first, field.path.contains(" "),
                then.fields.contains(where: { $0.path == "\(volume) size" && $0.from == nil }),
                same.contains(where: { $0.to == field.to })
            {
                return nil
            }
            // A field that the plan did not mean to change was as the manifest wants it.
            let before = same.first { $0.to == field.to }.map(\.from) ?? field.to
            return .init(field.path, then: before, now: field.from)
        }
    }

    /// The marker is at its `from` or its `to`, but for an offline window that a stopped run has left open.
    private func markerRow(_ now: MarkerRecord?, _ then: MarkerRecord?) -> StaleObject.Row? {
        guard now?.from?.closed != then?.from?.closed, now?.from?.closed != then?.to?.closed else { return nil }
        return .init("marker", then: then?.from.map(FieldValue.text), now: now?.from.map(FieldValue.text))
    }
}

extension ChangeRecord {
    /// Whether the object was there when the change was planned.
    fileprivate var standing: String {
        switch action {
        case .create: "not there"
        case .update, .adopt, .restore, .forget, .trash, .delete: "there, to \(action.rawValue)"
        }
    }
}

extension Change {
    fileprivate var isOwnOnly: Bool {
        switch self {
        case .updateAppInstance(let change): change.differences.allSatisfy(\.isOwn)
        case .settleSnapshot: true
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .changeMembers,
            .createAppInstance, .assembleAppInstance, .cloneAppInstance, .removeAppInstance, .removeShared, .adopt,
            .restore, .createSnapshot, .removeSnapshot, .rollBack:
            false
        }
    }

    /// Differences that are only the tool's own: closing its window, writing its marker, and a password once more, which
    /// cannot be read back, so that only the marker says whether it was written.
    fileprivate func ownDifferences(since then: ChangeRecord) -> [OwnDifference] {
        guard case .updateAppInstance(let change) = self else { return [] }
        return change.differences.filter { $0.isOwn || $0.repeatsCHAP(of: then) }.map { difference in
            OwnDifference(
                fields: difference.fieldChanges(showingPaths: change.desired.hasSeveralVolumes).map(FieldRecord.init),
                isCHAP: difference.repeatsCHAP(of: then))
        }
    }
}

private struct OwnDifference {
    var fields: [FieldRecord]
    var isCHAP: Bool
}

extension Difference {
    fileprivate var isOwn: Bool {
        switch self {
        case .interruptedWindow, .origin, .record: true
        case .name, .key, .adminState, .size, .replicaCount, .placement, .ipPool, .performance, .snapshotPolicy,
            .accessList, .authentication, .accessControlMode, .addStorageInstance, .addVolume, .removePart, .keyValues,
            .protection:
            false
        }
    }

    fileprivate func repeatsCHAP(of then: ChangeRecord) -> Bool {
        guard case .authentication(_, let change) = self, case .rotation = change.reason else { return false }
        let setting = FieldValue.text(change.to.expectation.text)
        return then.fields.contains { $0.path.hasSuffix("attachments.chap") && $0.to == setting }
    }
}

extension String {
    /// A marker's text as if its offline window were closed.
    fileprivate var closed: String {
        Marker(text: self)?.closed.description ?? self
    }
}
