package import StorageModel

/// Whose an app instance must still be when a step begins that would harm if it were somebody else's by now: one that takes
/// it offline, deletes it or a part of it, puts other data into it, or gives it an owner or takes it away.
///
/// It is read just before, which leaves a race as short as one request. Growing, retyping online, attaching and detaching
/// are not worth a request: nothing of that is lost, and no other run may adopt while this one holds its lease.
package struct OwnershipPremise: Sendable, Equatable {
    package enum Owner: Sendable, Equatable {
        /// What a person has written about it has been kept aside as it was.
        case nobody(description: String)
        case stack(String, ResourceKey, isTrashed: Bool)
        /// Another version of this tool, or the lease of a run.
        case unreadable(String)
    }

    package var app: AppInstanceReference
    package var owner: Owner
    /// What of it goes. By then it has no snapshots, but for those that were taken since the plan was made.
    var deleted = Deleted.nothing

    enum Deleted: Sendable, Equatable {
        case nothing
        case all
        case part(AppInstancePart)
    }

    /// Nil for a step that may begin without a look, and for what the plan itself makes.
    ///
    /// - Parameter live: the app instances on the array, by their uuid.
    init?(of step: Step, _ live: [String: ObservedAppInstance]) {
        guard let app = Self.target(of: step, live), let observed = live[app.id] else { return nil }
        self.app = app
        owner = Owner(of: observed)
        deleted = Deleted(step.action)
    }

    /// Why the step must not begin; nil when all is as it was.
    package func objection(to now: ObservedAppInstance) -> String? {
        let current = Owner(of: now)
        let name = "\(now.name) (\(now.id))"
        guard current != owner else {
            let snapshots = deleted.snapshots(in: now).count
            guard snapshots > 0 else { return nil }
            return "\(name) has \(snapshots == 1 ? "a snapshot" : "\(snapshots) snapshots") taken since it was planned"
        }
        if case (.nobody, .nobody) = (current, owner) { return "\(name) has been given another description" }
        return "\(name) \(current), but it was planned for one that \(owner)"
    }

    private static func target(of step: Step, _ live: [String: ObservedAppInstance]) -> AppInstanceReference? {
        switch step.action {
        case .call(let call): target(of: call, at: step.stage, live)
        }
    }

    private static func target(
        of call: ArrayCall, at stage: Step.Stage, _ live: [String: ObservedAppInstance]
    ) -> AppInstanceReference? {
        switch call {
        case .deleteAppInstance(let app): app
        case .deleteStorageInstance(let storage): storage.app
        case .deleteVolume(let volume): volume.storage.app
        // The way back does not exist (dsp-api.md 2.3).
        case .setAccessControlMode(let storage, _): storage.app
        case .deleteSnapshot(let snapshot), .restoreSnapshot(let snapshot): snapshot.owner.app
        case .updateAppInstance(let app, let update):
            stage == .recover || update.adminState == .offline || update.changesOwner(of: live[app.id]) ? app : nil
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .addGroupMember,
            .removeGroupMember, .createAppInstance, .cloneAppInstance, .createStorageInstance, .createVolume,
            .moveToIPPool, .setAccessList, .setAuthentication, .resizeVolume, .setReplicaCount, .setPlacement,
            .setPerformancePolicy, .createSnapshotPolicy, .updateSnapshotPolicy, .deleteSnapshotPolicy, .takeSnapshot,
            .writeMetadata, .deleteInitiator, .deleteInitiatorGroup, .deleteTenant:
            nil
        }
    }
}

extension OwnershipPremise.Deleted {
    init(_ action: StepAction) {
        switch action {
        case .call(let call): self.init(call)
        }
    }

    private init(_ call: ArrayCall) {
        switch call {
        case .deleteAppInstance: self = .all
        case .deleteStorageInstance(let storage): self = .part(.storageInstance(storage.name))
        case .deleteVolume(let volume):
            self = .part(.volume(VolumePath(storage: volume.storage.name, volume: volume.name)))
        case .createTenant, .describeTenant, .createInitiator, .createInitiatorGroup, .addGroupMember,
            .removeGroupMember, .createAppInstance, .cloneAppInstance, .updateAppInstance, .createStorageInstance,
            .createVolume, .moveToIPPool, .setAccessList, .setAuthentication, .setAccessControlMode, .resizeVolume,
            .setReplicaCount, .setPlacement, .setPerformancePolicy, .createSnapshotPolicy, .updateSnapshotPolicy,
            .deleteSnapshotPolicy, .takeSnapshot, .deleteSnapshot, .restoreSnapshot, .writeMetadata, .deleteInitiator,
            .deleteInitiatorGroup, .deleteTenant:
            self = .nothing
        }
    }

    fileprivate func snapshots(in app: ObservedAppInstance) -> [ObservedSnapshot] {
        switch self {
        case .nothing: []
        case .all: app.allSnapshots
        case .part(let part): app.only(part).paths.flatMap { app.snapshots(of: $0) }
        }
    }
}

extension AppInstanceUpdate {
    /// Whether it is somebody else's, nobody's or out of the trash afterwards.
    fileprivate func changesOwner(of live: ObservedAppInstance?) -> Bool {
        guard unmarking == nil else { return true }
        guard let marker else { return false }
        return marker.stack != live?.marker?.stack || marker.flags.isTrashed != live?.marker?.flags.isTrashed
    }
}

extension OwnershipPremise.Owner: CustomStringConvertible {
    init(of app: ObservedAppInstance) {
        switch app.ownership {
        case .none: self = .nobody(description: app.descr ?? "")
        case .marked(let marker): self = .stack(marker.stack, marker.key, isTrashed: marker.flags.isTrashed)
        case .unreadable(let text): self = .unreadable(text)
        case .lease: self = .unreadable("lease")
        }
    }

    /// After a name: `is volume/ledger of stack shop`.
    package var description: String {
        switch self {
        case .nobody: "belongs to nobody"
        case .stack(let stack, let key, let isTrashed):
            "is volume/\(key) of stack \(stack)" + (isTrashed ? " in the trash" : "")
        case .unreadable: "carries a marker of another version of datera-apply"
        }
    }
}
