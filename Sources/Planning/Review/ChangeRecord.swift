import Diagnostics
package import StorageModel

/// One change of a plan as plain data, with the fingerprint of the object that it was made for: uuid, marker, the live
/// value of each field that it touches, and all that is there of what goes.
package struct ChangeRecord: Sendable, Equatable, Codable {
    package var address: String
    package var action: Change.Kind
    package var risk: Risk
    /// Why; nil for what simply does not exist yet.
    package var reason: String?
    /// The manifest line that causes it.
    package var source: String?
    /// The uuid of the live app instance; nil for anything else.
    package var uuid: String?
    package var marker: MarkerRecord?
    /// What the manifest lets the stack do with the app instance, from this plan on; nil for anything else.
    package var manage: ManageLevel?
    /// The volume type that the manifest gives it.
    package var volumeType: String?
    /// The size of all its volumes when the change is made, or before they go, in GiB; nil for what has none.
    package var sizeGib: Int?
    /// `offline` where the manifest says that volumes are extended so.
    package var extend: String?
    /// What it is made a copy of.
    package var copyOf: CopyRecord?
    /// Of what goes: a hash over all that is there of it.
    package var contents: String?
    /// The initiators that it lets in as members of groups; nil for none.
    package var admits: [String]?
    package var fields: [FieldRecord]
    package var hazards: [HazardRecord]
    package var stepIds: [String]

    init(_ planned: PlannedChange) {
        address = planned.address.description
        action = planned.change.kind
        risk = planned.risk
        reason = planned.change.isCreation ? nil : planned.reason
        source = planned.steps.first?.origin?.description
        let live = planned.change.work.liveAppInstance
        uuid = live?.id
        marker = MarkerRecord(from: live?.marker?.description, to: planned.markerAfter?.description)
        manage = planned.change.work.desiredAppInstance?.manage
        volumeType = planned.change.work.desiredAppInstance?.volumeType
        sizeGib = Self.size(of: planned.change.work)
        extend = planned.change.work.desiredAppInstance?.extendsOffline == true ? "offline" : nil
        copyOf = planned.change.copyRecord
        contents = planned.change.work.contents
        admits = planned.admits.isEmpty ? nil : planned.admits.sorted().map(\.text)
        fields = planned.change.fields.map(FieldRecord.init)
        hazards = planned.hazards.map(HazardRecord.init)
        stepIds = planned.steps.map(\.id)
    }
}

/// The ownership marker before and after.
package struct MarkerRecord: Sendable, Equatable, Codable {
    package var from: String?
    package var to: String?

    /// Nil where neither side has one.
    init?(from: String?, to: String?) {
        guard from != nil || to != nil else { return nil }
        self.from = from
        self.to = to
    }
}

/// One field before and after.
package struct FieldRecord: Sendable, Hashable, Codable {
    package var path: FieldPath
    package var from: FieldValue?
    package var to: FieldValue?
    package var note: String?
    package var source: String?
    package var via: String?

    init(_ field: FieldChange) {
        path = field.path
        from = field.from
        to = field.to
        note = field.note
        source = field.location?.description
        via = field.via
    }
}

/// A harm that a change may do, and to whom.
package struct HazardRecord: Sendable, Hashable, Codable {
    package var kind: Hazard.Kind
    package var risk: Risk
    package var message: String
    /// Those whom it concerns, for instance because they are logged in.
    package var initiators: [String]

    init(_ hazard: Hazard) {
        kind = hazard.kind
        risk = hazard.risk
        message = hazard.description
        initiators = hazard.initiators.map(\.text)
    }

    /// Whether an approval of the other one covers this one, too.
    func isCovered(by other: HazardRecord) -> Bool {
        kind == other.kind && Set(initiators).isSubset(of: other.initiators)
    }
}

extension Change.Kind: Codable {}

extension ManageLevel: Codable {}

extension ChangeRecord {
    /// The size that a reader is told, in GiB: of what will be there, or of what goes.
    static func size(of work: any PlannedWork) -> Int? {
        let live = work.liveAppInstance?.storageInstances
        return (work.kind.isRemoval ? live : work.contentAfter ?? live)?.size
    }
}

extension PlannedChange {
    /// The marker that the last of its steps leaves behind; nil for none.
    var markerAfter: Marker? { steps.reduce(change.work.liveAppInstance?.marker) { $1.action.marker(after: $0) } }
}

extension StepAction {
    fileprivate func marker(after before: Marker?) -> Marker? {
        switch self {
        case .call(let call): call.marker(after: before)
        case .writeImage: before
        }
    }
}

extension ArrayCall {
    /// What becomes of the marker.
    fileprivate func marker(after before: Marker?) -> Marker? {
        if case .createAppInstance(let spec) = self { return spec.marker }
        if case .cloneAppInstance(let spec) = self { return spec.marker }
        if case .updateAppInstance(_, let update) = self {
            return update.unmarking == nil ? update.marker ?? before : nil
        }
        if case .deleteAppInstance = self { return nil }
        return before
    }
}
