import StorageModel

/// Compares what a reviewer has agreed to with what would be done now.
///
/// What is left to do may be less: a finished or half-done run is repeated. What is not left must be done: a change
/// that is missing because its volume is no longer the stack's has not been made. It may not be other: each value that
/// it starts from is the planned one, each step that is left sends what was planned, no user is harmed who was not
/// named, and the object is the same one. Objects that the plan does not touch take no part, nor does what changes by
/// itself (capacity, health, who is logged in where that does no harm).
package struct StalenessCheck: Sendable {
    private let reviewed: PlanRecord
    private let changes: [String: ChangeRecord]
    /// What each step was approved to send.
    private let approved: [String: String]

    package init(_ reviewed: PlanRecord) {
        self.reviewed = reviewed
        changes = Dictionary(reviewed.changes.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        approved = Dictionary(reviewed.steps.map { ($0.id, $0.sends) }, uniquingKeysWith: { first, _ in first })
    }

    /// The addresses of all that the plan touches.
    package var addresses: Set<String> { Set(changes.keys) }

    /// Empty when the fresh plan may be carried out in place of the reviewed one.
    package func staleObjects(in fresh: Plan) -> [StaleObject] {
        guard fresh.cluster.uuid == reviewed.cluster.uuid else {
            return [
                StaleObject(
                    address: nil,
                    rows: [.init("array", then: .text(reviewed.cluster.uuid), now: .text(fresh.cluster.uuid))])
            ]
        }
        var result = fresh.changes.compactMap { compare($0, calling: fresh.names) }
        for block in fresh.blocks {
            guard let address = block.address?.description else { continue }
            let row = StaleObject.Row("blocked", then: nil, now: .text("\(block.code.rawValue): \(block.message)"))
            if let index = result.firstIndex(where: { $0.address == address }) {
                result[index].rows.append(row)
            } else {
                result.append(StaleObject(address: address, rows: [row]))
            }
        }
        let said = Set(fresh.changes.map(\.address.description) + fresh.blocks.compactMap(\.address?.description))
        for then in reviewed.changes where !said.contains(then.address) {
            guard let row = fresh.holdings.objection(to: then, of: fresh.stack) else { continue }
            result.append(StaleObject(address: then.address, rows: [row]))
        }
        return result
    }

    private func compare(
        _ planned: PlannedChange, calling names: [AppInstanceReference: AppInstanceReference]
    ) -> StaleObject? {
        let now = ChangeRecord(planned)
        // What a stopped run has left open is closed by the next run of any command.
        if planned.change.isSettlement { return nil }
        guard let then = changes[now.address] else {
            if planned.change.closesWindowOnly { return nil }
            return StaleObject(
                address: now.address, rows: [.init("change", then: nil, now: .text(now.action.rawValue))])
        }
        var rows = differences(planned, now, then)
        if rows.isEmpty { rows = stepRows(planned, then, calling: names) }
        return rows.isEmpty ? nil : StaleObject(address: now.address, rows: rows)
    }

    private func differences(
        _ planned: PlannedChange, _ now: ChangeRecord, _ then: ChangeRecord
    ) -> [StaleObject.Row] {
        let marker = planned.change.work.liveAppInstance?.marker
        let isBuilding =
            then.action == .create
            && (marker?.flags.isBeingBuilt == true || marker != nil && marker?.description == then.marker?.to)
        guard then.action == now.action || isBuilding else {
            return [.init("object", then: .text(then.presence), now: .text(now.presence))]
        }
        var rows: [StaleObject.Row] = []
        if let before = then.uuid, let after = now.uuid, before != after {
            rows.append(.init("uuid", then: .text(before), now: .text(after)))
        }
        if let before = then.copyOf?.uuid, let after = now.copyOf?.uuid, before != after {
            rows.append(.init("copy of", then: .text(before), now: .text(after)))
        }
        if let before = then.contents, let after = now.contents, before != after {
            rows.append(.init("contents", then: .text("as reviewed"), now: .text("changed")))
        }
        if then.extend != now.extend {
            rows.append(
                .init("extend", then: .text(then.extend ?? "online"), now: .text(now.extend ?? "online")))
        }
        let newlyAdmitted = Set(now.admits ?? []).subtracting(then.admits ?? []).sorted()
        if !newlyAdmitted.isEmpty {
            rows.append(.init("group members", then: then.admits.map(FieldValue.list), now: .list(newlyAdmitted)))
        }
        let own = planned.change.ownDifferences(since: then)
        // What has come into being meanwhile starts from other values; each step shows where it ends.
        if !isBuilding {
            // What separates a copy from the manifest follows from what its source is like at the moment; of a copy
            // that is not made yet, everything that is sent is in its steps.
            if now.copyOf == nil || then.copyOf == nil { rows += fieldRows(now, then, except: own.flatMap(\.fields)) }
            if let row = markerRow(now.marker, then.marker) { rows.append(row) }
        }
        let repeatsCHAP = own.contains { $0.chapOf != nil }
        for hazard in now.hazards where !then.hazards.contains(where: hazard.isCovered) {
            if repeatsCHAP, hazard.kind == .changesCHAP { continue }
            rows.append(
                .init(
                    "risk", then: .text(then.risk.rawValue), now: .text("\(hazard.risk.rawValue): \(hazard.message)")))
        }
        return rows
    }

    /// Steps that would send what was not approved. The values in the plan say most of it, but not all.
    private func stepRows(
        _ planned: PlannedChange, _ then: ChangeRecord, calling names: [AppInstanceReference: AppInstanceReference]
    ) -> [StaleObject.Row] {
        let passwords = planned.change.ownDifferences(since: then).compactMap(\.chapOf)
        return planned.steps.compactMap { step in
            if isOwn(step, then) || isExtension(step, then) { return nil }
            if case .call(.setAuthentication(let storage, _)) = step.action, passwords.contains(storage.name) {
                return nil
            }
            guard let approved = approved[step.id] else {
                return .init("step", then: nil, now: .text(step.id))
            }
            let sending = Sending(step)
            let candidates = [sending] + sending.beforeItsSnapshot(planned.change.cloneOrigin)
            guard !candidates.contains(where: { $0.isCovered(by: approved, calling: names) }) else { return nil }
            return .init("step", then: .text(step.id), now: .text("sends a different request"))
        }
    }

    /// Whether it only closes a window that a stopped run has left open, or writes a marker that was reviewed.
    private func isOwn(_ step: Step, _ then: ChangeRecord) -> Bool {
        guard case .call(.updateAppInstance(_, let update)) = step.action, let marker = update.marker else {
            return false
        }
        return step.stage == .recover
            || update == AppInstanceUpdate(marker: marker) && marker.description == then.marker?.to
    }

    /// Whether it makes a copy as large as was reviewed: how large its snapshot is shows only when it is there.
    private func isExtension(_ step: Step, _ then: ChangeRecord) -> Bool {
        guard then.copyOf != nil, case .call(.setVolume(_, to: .size(let size))) = step.action else { return false }
        return then.fields.contains { $0.path.field == .size && $0.to == .size(size) }
    }

    private func fieldRows(
        _ now: ChangeRecord, _ then: ChangeRecord, except own: [FieldRecord]
    ) -> [StaleObject.Row] {
        now.fields.compactMap { field in
            if own.contains(field) { return nil }
            let same = then.fields.filter { $0.path == field.path }
            if same.contains(where: { $0.to == field.to && $0.from == field.from }) { return nil }
            // A volume that the plan adds and that exists, but is not complete yet.
            if let part = field.path.place,
                then.fields.contains(where: { $0.path == FieldPath(.size, of: part) && $0.from == nil }),
                same.contains(where: { $0.to == field.to })
            {
                return nil
            }
            return fieldRow(field, same.first { $0.to == field.to } ?? same.first, then.action)
        }
    }

    /// Both values were reviewed, or are in the fresh plan.
    private func fieldRow(_ now: FieldRecord, _ then: FieldRecord?, _ action: Change.Kind) -> StaleObject.Row {
        switch then {
        case .some(let then) where then.from == now.from: .init("new \(now.path)", then: then.to, now: now.to)
        case .some(let then): .init(now.path.description, then: then.from, now: now.from)
        // A field that an update did not mean to change was as the manifest wants it.
        case nil where action == .update: .init(now.path.description, then: now.to, now: now.from)
        case nil: .init("new \(now.path)", then: nil, now: now.to)
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
    var presence: String {
        switch action {
        case .create: "absent"
        case .update, .adopt, .restore, .forget, .trash, .delete: "present, to \(action.rawValue)"
        }
    }
}

extension Change {
    fileprivate var cloneOrigin: CloneOrigin? {
        if case .cloneAppInstance(let clone) = self { clone.change.desired.origin?.value } else { nil }
    }

    /// Whether nothing is done but to put back online what a stopped run has left offline.
    fileprivate var closesWindowOnly: Bool {
        guard case .updateAppInstance(let change) = self else { return false }
        return change.differences.allSatisfy(\.isInterruptedWindow) && change.markerAfter == change.markerBefore.closed
    }

    /// Whether it only writes down what came of a snapshot that a stopped run asked for.
    fileprivate var isSettlement: Bool {
        if case .settleSnapshot = self { true } else { false }
    }

    /// Differences that are only the tool's own: closing its window, writing its marker, and a password once more,
    /// which cannot be read back, so that only the marker says whether it was written.
    fileprivate func ownDifferences(since then: ChangeRecord) -> [OwnDifference] {
        guard case .updateAppInstance(let change) = self else { return [] }
        return change.differences.compactMap { difference in
            let fields = difference.fieldChanges(showingPaths: change.desired.hasSeveralVolumes).map(FieldRecord.init)
            let storage = difference.repeatsCHAP(fields, of: then)
            return difference.isOwn || storage != nil ? OwnDifference(fields: fields, chapOf: storage) : nil
        }
    }
}

private struct OwnDifference {
    var fields: [FieldRecord]
    /// The storage instance whose password is written once more.
    var chapOf: String?
}

extension Difference {
    fileprivate var isOwn: Bool {
        switch self {
        case .interruptedWindow, .origin, .image, .record: true
        case .name, .key, .adminState, .setting, .ipPool, .performance, .snapshotPolicy,
            .accessList, .authentication, .accessControlMode, .addStorageInstance, .addVolume, .removePart, .metadata,
            .protection:
            false
        }
    }

    /// - Parameter fields: its own, the places of the passwords.
    /// - Returns: the storage instance; nil unless these passwords were approved with its user.
    fileprivate func repeatsCHAP(_ fields: [FieldRecord], of then: ChangeRecord) -> String? {
        guard case .authentication(let storage, let change) = self, change.reason == .rotation else { return nil }
        let setting = FieldValue.text(change.to.observable.text)
        guard then.fields.contains(where: { $0.path.field == .chap && $0.to == setting }),
            fields.allSatisfy({ field in then.fields.contains { $0.path == field.path && $0.to == field.to } })
        else { return nil }
        return storage
    }
}

extension String {
    /// A marker's text as if its offline window were closed.
    fileprivate var closed: String {
        Marker(text: self)?.closed.description ?? self
    }
}
