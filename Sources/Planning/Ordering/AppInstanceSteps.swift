import Diagnostics
import StorageModel

/// The steps that bring one live app instance in line.
///
/// ```
/// recover      PUT online                      only after an interrupted run
/// change       what needs no offline window
/// openWindow   PUT offline, marker + w         only if something below needs it and it is online
/// insideWindow PUT what only an offline volume takes
/// access       PUT acl, auth                   here only while it is being built: no access before it is complete
/// finish       PUT name, admin_state, marker   always: the marker is written last
/// ```
/// One window serves all changes that need one.
struct AppInstanceSteps {
    private let change: AppInstanceChange
    private(set) var steps: [Step] = []

    init(_ change: AppInstanceChange) {
        self.change = change
        if isInterrupted { recover() }
        for difference in change.differences { add(difference) }
        if needsWindow, isOnline { openWindow() }
        // A window is closed together with its flag; what leaves no trace in the marker needs no new one.
        if change.markerAfter != change.markerBefore.closed
            || !change.differences.allSatisfy({ $0.leavesNoTrace || $0.isInterruptedWindow })
        {
            finish()
        }
    }

    private var desired: DesiredAppInstance { change.desired }
    private var app: AppInstanceReference { change.observed.reference }

    /// Online, or online again once an interrupted window is closed.
    private var isOnline: Bool {
        change.observed.adminState == .online || isInterrupted
    }

    private var isInterrupted: Bool { change.differences.contains(where: \.isInterruptedWindow) }

    /// No initiator can be connected to it yet, unless it was given access by hand.
    private var isBeingBuilt: Bool { change.markerBefore.flags.isBeingBuilt }

    private var offlineHazards: [Hazard] {
        let connected = change.observed.activeInitiators
        return isBeingBuilt && connected.isEmpty ? [] : [.goesOffline(connected: connected)]
    }

    private var accessStage: Step.Stage { isBeingBuilt ? .access : .change }

    /// What is ignored or left alone is declared, too, so only a difference says that the name changes.
    private var newName: Declared<String>? {
        for case .name(_, let name) in change.differences { return name }
        return nil
    }

    private var newState: Declared<AdminState>? {
        for case .adminState(_, let state) in change.differences { return state }
        return nil
    }

    /// The admin state in the end: as it is, unless it differs.
    private var finalState: AdminState { newState?.value ?? (isOnline ? .online : .offline) }

    private var addsStorageInstance: Bool {
        change.differences.contains { if case .addStorageInstance = $0 { true } else { false } }
    }

    private var needsWindow: Bool { steps.contains { $0.stage == .insideWindow } }

    private mutating func recover() {
        append(
            "close window", .recover,
            .updateAppInstance(app, AppInstanceUpdate(adminState: .online, marker: change.markerBefore.closed)),
            "an earlier run took it offline and was stopped", origin: desired.location)
    }

    /// The marker gets flag w, so that the next run that finds the app instance offline knows that one was stopped. An
    /// app instance that is to stay offline needs neither flag nor undo.
    private mutating func openWindow() {
        let connected = change.observed.activeInitiators
        var offline = AppInstanceUpdate(adminState: .offline, force: !connected.isEmpty)
        var undo: ArrayCall?
        if finalState == .online {
            var marker = change.markerBefore.closed
            undo = .updateAppInstance(app, AppInstanceUpdate(adminState: .online, marker: marker))
            marker.flags.hasOpenWindow = true
            offline.marker = marker
        }
        steps.append(
            Step(
                desired.address, "take offline", stage: .openWindow, call: .updateAppInstance(app, offline),
                reason: "the array changes this only offline", hazards: offlineHazards,
                origin: desired.location, undo: undo))
    }

    private mutating func finish() {
        var update = AppInstanceUpdate(marker: change.markerAfter)
        var reasons: [String] = []
        var hazards: [Hazard] = []
        var origin = desired.location
        if let newName {
            update.name = newName.value
            reasons.append("the name differs")
            origin = newName.location ?? origin
        }
        let stateBefore: AdminState = isOnline && !needsWindow ? .online : .offline
        // A storage instance is online when it is made, and with it an app instance whose others were made offline.
        if finalState != stateBefore || finalState == .offline && addsStorageInstance {
            update.adminState = finalState
            reasons.append(finalState == .online ? "it is brought online" : "it is set offline")
            if finalState == .offline {
                let connected = change.observed.activeInitiators
                update.force = !connected.isEmpty
                hazards += offlineHazards
                origin = newState?.location ?? origin
            }
        }
        if change.markerBefore.key != change.markerAfter.key {
            reasons.append("its key was \(change.markerBefore.key)")
        }
        reasons.append("the marker records what is managed")
        append(
            "record", .finish, .updateAppInstance(app, update), reasons.joined(separator: ", "), hazards, origin: origin
        )
    }

    private mutating func add(_ difference: Difference) {
        switch difference {
        case .name, .key, .adminState, .protection, .interruptedWindow, .record:
            break  // Carried by the calls on the app instance itself.
        case .metadata(let changes, let store):
            append(
                "set metadata", .change,
                .writeMetadata(app, Dictionary(changes.map { ($0.key, $0.to.value) }) { $1 }, in: store),
                "metadata differs", origin: changes.first?.to.location)
        case .origin(let origin, let store):
            append(
                "note origin", .change,
                .writeMetadata(
                    app, [MetadataKey.origin: "\(change.markerAfter.stack) \(origin.value)"], in: store),
                "the origin of its data is recorded", origin: origin.location)
        case .image(let image, let write, let store):
            append(
                "note image", .change,
                .writeMetadata(app, [MetadataKey.image: "\(change.markerAfter.stack) \(image.value)"], in: store),
                "the origin of its data is recorded", origin: image.location)
            guard let write else { return }
            steps.append(
                Step(
                    desired.address, "write image", stage: .fill, does: .writeImage(write),
                    reason: "the volume does not hold its image yet", origin: image.location))
        case .setting(let path, let from, let to):
            append(
                "\(to.value.action) \(path)", to.value.stage(of: desired), .setVolume(volume(path), to: to.value),
                // The size of the copy of a snapshot is unknown before it exists.
                from == to.value
                    ? "to \(to.value.value.texts.joined()), if the snapshot holds less" : to.value.reason,
                origin: to.location)
        case .ipPool(let name, _, let to):
            append(
                "set ip_pool \(name)", .insideWindow, .moveToIPPool(storage(name), pool: to.value),
                "the manifest asks for pool \(to.value)", origin: to.location)
        case .performance(let path, let from, let to, let fields):
            append(
                "set qos \(path)", .change,
                .setPerformancePolicy(volume(path), to: to, exists: from != nil), "its QoS limits differ",
                origin: fields.first?.to.location)
        case .snapshotPolicy(let path, let policyChange, let location):
            add(policyChange, to: path, origin: location)
        case .addStorageInstance(let declared, let content):
            append(
                "add storage_instance \(declared.name)", .change,
                .createStorageInstance(app, content, chap: declared.attachment?.chap?.setting ?? .none),
                "the manifest names this storage instance", origin: declared.volumes.first?.size.location)
        case .addVolume(let path, let declared, let content):
            add(content, at: path, origin: declared.size.location)
        case .removePart(let part, let volumes, let location):
            remove(part, size: Gibibytes(volumes.values.reduce(0) { $0 + $1.count }), origin: location)
        case .accessList(let name, let access):
            append(
                "set acl \(name)", accessStage,
                .setAccessList(storage(name), initiators: access.initiators, groups: access.groups),
                desired.storageInstances.contains { $0.name == name && $0.attachment != nil }
                    ? "the access list differs" : "the manifest no longer has the attachment",
                access.cutOff.isEmpty ? [] : [.cutsOff(access.cutOff)], origin: access.location)
        case .accessControlMode(let name, let mode):
            append(
                "set access_control_mode \(name)", accessStage, .setAccessControlMode(storage(name), mode.to),
                "it allows all initiators, and the manifest only those that it lists",
                mode.cutOff.isEmpty ? [] : [.cutsOff(mode.cutOff)], origin: mode.location)
        case .authentication(let name, let authentication):
            append(
                "set chap \(name)", accessStage, .setAuthentication(storage(name), authentication.to),
                authentication.stepReason,
                authentication.isDisruptive ? [.changesCHAP(connected: authentication.connected)] : [],
                origin: authentication.location)
        }
    }

    private mutating func add(_ volume: VolumeContent, at path: VolumePath, origin: SourceLocation?) {
        append(
            "add volume \(path)", .change, .createVolume(storage(path.storage), volume.bare),
            "the manifest names this volume", origin: origin)
        if let limits = volume.performance {
            append(
                "set qos \(path)", .change, .setPerformancePolicy(self.volume(path), to: limits, exists: false),
                "QoS limits of a new volume", origin: origin)
        }
        for policy in volume.snapshotPolicies { add(.add(policy), to: path, origin: origin) }
    }

    /// Without `force`, unless the window has it: an initiator that is logged in to the part has been a reason to
    /// refuse.
    private mutating func remove(_ part: AppInstancePart, size: Gibibytes, origin: SourceLocation?) {
        let call: ArrayCall =
            switch part {
            case .storageInstance(let name): .deleteStorageInstance(storage(name))
            case .volume(let path): .deleteVolume(volume(path))
            }
        append("delete \(part)", .insideWindow, call, "`removed` lists it", [.deletesData(size: size)], origin: origin)
    }

    private mutating func add(_ change: SnapshotPolicyChange, to path: VolumePath, origin: SourceLocation?) {
        switch change {
        case .add(let policy):
            append(
                "add snapshot_policy \(path)/\(policy.name)", .change, .createSnapshotPolicy(volume(path), policy),
                "the manifest lists this policy", origin: origin)
        case .change(_, let policy):
            append(
                "change snapshot_policy \(path)/\(policy.name)", .change, .updateSnapshotPolicy(volume(path), policy),
                "the schedule differs", origin: origin)
        case .remove(let policy):
            append(
                "remove snapshot_policy \(path)/\(policy.name)", .change,
                .deleteSnapshotPolicy(volume(path), name: policy.name),
                "the manifest removes this policy", origin: origin)
        }
    }

    private mutating func append(
        _ action: String, _ stage: Step.Stage, _ call: ArrayCall, _ reason: String, _ hazards: [Hazard] = [],
        origin: SourceLocation?
    ) {
        steps.append(
            Step(
                desired.address, action, stage: stage, call: call, reason: reason, hazards: hazards,
                origin: origin ?? desired.location))
    }

    private func storage(_ name: String) -> StorageInstanceReference {
        StorageInstanceReference(app: app, name: name)
    }

    private func volume(_ path: VolumePath) -> VolumeReference {
        VolumeReference(storage: storage(path.storage), name: path.volume)
    }
}
