package import StorageModel

/// The owner that an app instance must still have when a step begins that would harm another owner's: one that takes
/// it offline, deletes it or a part of it, puts other data into it, or gives it an owner or takes it away.
///
/// It is read just before, which leaves a race as short as one request. Growing, retyping online, attaching and
/// detaching are not worth a request: nothing of that is lost, and no other run may adopt while this one holds its
/// lease.
package struct OwnershipPremise: Sendable, Equatable {
    package enum Owner: Sendable, Equatable {
        /// What a person has written about it has been kept aside as it was.
        case unowned(description: String)
        case stack(String, ResourceKey, isTrashed: Bool)
        /// Another version of this tool, or the lease of a run.
        case unreadable(String)
    }

    package var app: AppInstanceReference
    package var owner: Owner
    /// What of it goes. By then it has no snapshots, but for those that were taken since the plan was made.
    var deleted = Deleted.nothing
    /// Whether it must not begin on what has been protected since.
    var refusesProtected = false

    /// With a hash over what is there of it: the loss of what came to it later was not approved.
    enum Deleted: Sendable, Equatable {
        case nothing
        case all(contents: String)
        case part(AppInstancePart, contents: String)
    }

    /// Nil for a step that may begin without a look, and for what the plan itself makes.
    ///
    /// - Parameter live: the app instances on the array, by their uuid.
    init?(of step: Step, _ live: [String: ObservedAppInstance]) {
        guard let app = Self.target(of: step, live), let observed = live[app.id] else { return nil }
        self.app = app
        owner = Owner(of: observed)
        switch step.action {
        case .call(let call):
            deleted = Deleted(call, of: observed)
            refusesProtected = observed.marker?.flags.isProtected == false && Self.isHarm(call)
        case .writeImage: break
        }
    }

    /// For the call that takes the step back: it harms nothing.
    package var ofUndo: OwnershipPremise {
        var premise = self
        premise.deleted = .nothing
        premise.refusesProtected = false
        return premise
    }

    /// Why the step must not begin; nil when all is as it was.
    package func objection(to now: ObservedAppInstance) -> String? {
        let current = Owner(of: now)
        let name = "\(now.name) (\(now.id))"
        guard current != owner else {
            if refusesProtected, now.marker?.flags.isProtected == true {
                return "\(name) has been protected since it was planned"
            }
            let snapshots = deleted.snapshots(in: now).count
            if snapshots > 0 {
                return
                    "\(name) has \(snapshots == 1 ? "a snapshot" : "\(snapshots) snapshots") taken since it was planned"
            }
            return deleted.hasChanged(in: now)
                ? "\(name) has changed since it was planned, so more than, or something other than, what was planned would be deleted"
                : nil
        }
        if case (.unowned, .unowned) = (current, owner) { return "\(name) has been given another description" }
        return "\(name) \(current), but the plan was made for one that \(owner)"
    }

    private static func target(of step: Step, _ live: [String: ObservedAppInstance]) -> AppInstanceReference? {
        switch step.action {
        case .call(let call): target(of: call, at: step.stage, live)
        case .writeImage(let write): write.volume.storage.app
        }
    }

    private static func target(
        of call: ArrayCall, at stage: Step.Stage, _ live: [String: ObservedAppInstance]
    ) -> AppInstanceReference? {
        if case .updateAppInstance(let app, let update) = call {
            let isWatched =
                stage == .recover || update.adminState == .offline || update.changesOwner(of: live[app.id])
                || update.marker?.flags.isImageUnfinished == true
            return isWatched ? app : nil
        }
        // The opposite change does not exist (dsp-api.md 2.3).
        if case .setAccessControlMode(let storage, _) = call { return storage.app }
        if case .restoreSnapshot(let snapshot) = call { return snapshot.owner.app }
        return call.deletedFrom
    }
}

extension OwnershipPremise {
    /// Whether data goes with it, or comes back in its place.
    private static func isHarm(_ call: ArrayCall) -> Bool {
        if case .updateAppInstance(_, let update) = call {
            return update.marker?.flags.isTrashed == true || update.marker?.flags.isImageUnfinished == true
        }
        if case .restoreSnapshot = call { return true }
        return call.effect == .delete
    }
}

extension OwnershipPremise.Deleted {
    init(_ call: ArrayCall, of app: ObservedAppInstance) {
        self = .nothing
        if case .deleteAppInstance = call { self = .all(contents: app.contentsAtDeletion(of: nil)) }
        if case .deleteStorageInstance(let storage) = call { self.init(.storageInstance(storage.name), of: app) }
        if case .deleteVolume(let volume) = call {
            self.init(.volume(VolumePath(storage: volume.storage.name, volume: volume.name)), of: app)
        }
    }

    private init(_ part: AppInstancePart, of app: ObservedAppInstance) {
        self = .part(part, contents: app.contentsAtDeletion(of: part))
    }

    /// A snapshot of the app instance as a whole holds every part of it.
    fileprivate func snapshots(in app: ObservedAppInstance) -> [ObservedSnapshot] {
        switch self {
        case .nothing: []
        case .all: app.allSnapshots
        case .part(let part, _): app.groupSnapshots + app.only(part).paths.flatMap { app.snapshots(of: $0) }
        }
    }

    fileprivate func hasChanged(in app: ObservedAppInstance) -> Bool {
        switch self {
        case .nothing: false
        case .all(let contents): app.contentsAtDeletion(of: nil) != contents
        case .part(let part, let contents): app.contentsAtDeletion(of: part) != contents
        }
    }
}

extension ArrayCall {
    /// The app instance of which it takes something away, or which it takes away itself.
    fileprivate var deletedFrom: AppInstanceReference? {
        if case .deleteAppInstance(let app) = self { return app }
        if case .deleteStorageInstance(let storage) = self { return storage.app }
        if case .deleteVolume(let volume) = self { return volume.storage.app }
        if case .deleteSnapshot(let snapshot) = self { return snapshot.owner.app }
        return nil
    }
}

extension AppInstanceUpdate {
    /// Whether it has another owner, no owner, or is out of the trash afterwards.
    fileprivate func changesOwner(of live: ObservedAppInstance?) -> Bool {
        guard unmarking == nil else { return true }
        guard let marker else { return false }
        return marker.stack != live?.marker?.stack || marker.flags.isTrashed != live?.marker?.flags.isTrashed
    }
}

extension OwnershipPremise.Owner: CustomStringConvertible {
    init(of app: ObservedAppInstance) {
        switch app.ownership {
        case .none: self = .unowned(description: app.descr ?? "")
        case .marked(let marker): self = .stack(marker.stack, marker.key, isTrashed: marker.flags.isTrashed)
        case .unreadable(let text): self = .unreadable(text)
        case .lease: self = .unreadable("lease")
        }
    }

    /// After a name: `is volume/ledger of stack shop`.
    package var description: String {
        switch self {
        case .unowned: "has no owner"
        case .stack(let stack, let key, let isTrashed):
            "is volume/\(key) of stack \(stack)" + (isTrashed ? " in the trash" : "")
        case .unreadable: "carries a marker of another version of datera-apply"
        }
    }
}
