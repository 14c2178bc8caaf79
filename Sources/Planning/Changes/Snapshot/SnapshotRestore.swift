package import StorageModel

/// A live app instance, or its volume, that goes back to the moment of a snapshot.
///
/// ```
/// take offline   PUT offline, marker + w     not when it is offline already
/// save           POST snapshot               of what is there now; offline, so that nothing is written after it
/// restore        PUT restore_point
/// bring online   PUT online, marker          not when a person had it offline
/// ```
/// Nothing on the array tells a restore that is done from one that is not; but inside the window nothing is written, so
/// doing it again does no harm. Flag w says that a run was stopped inside.
package struct SnapshotRestore: PlannedWork, Equatable {
    package var address: ResourceAddress
    package var key: ResourceKey
    package var observed: ObservedAppInstance
    package var marker: Marker
    package var owner: SnapshotOwner
    package var name: SnapshotName
    package var snapshot: ObservedSnapshot
    package var keepsSafety: Bool

    /// Oldest first.
    private var snapshots: [ObservedSnapshot] {
        (owner.snapshots(in: observed) ?? []).sorted { $0.isOlder(than: $1) }
    }

    private var size: Gibibytes {
        switch owner {
        case .appInstance: observed.size
        case .volume(let volume):
            observed.storageInstances.first { $0.name == volume.storage.name }?
                .volumes.first { $0.name == volume.name }?.size ?? observed.size
        }
    }

    /// Which of several volumes it is; all of them have a snapshot of the app instance in common.
    private var place: AppInstancePart? {
        switch owner {
        case .volume(let volume) where observed.storageInstances.flatMap(\.volumes).count > 1:
            .volume(VolumePath(storage: volume.storage.name, volume: volume.name))
        case .volume, .appInstance: nil
        }
    }

    /// The volumes whose data changes.
    var paths: [VolumePath] {
        switch owner {
        case .appInstance: observed.paths
        case .volume(let volume): [VolumePath(storage: volume.storage.name, volume: volume.name)]
        }
    }

    private var isResumed: Bool { marker.flags.hasOpenWindow }

    private var endsOnline: Bool { observed.adminState == .online || isResumed }

    /// Named after what was the newest snapshot before it: the same for a run that resumes it, another one next time.
    private func safety(after newest: ObservedSnapshot?) -> NamedSnapshot {
        NamedSnapshot(
            owner: owner, name: "before-restore-\(snapshot.timestamp)-\(newest?.timestamp ?? "none")")
    }

    /// Whether a run that was stopped has taken it already. Of a volume that is online again by now it does not hold
    /// what was written since.
    private var isSaved: Bool {
        guard isResumed, observed.adminState == .offline, let newest = snapshots.last else { return false }
        return safety(after: snapshots.dropLast().last).uuid(in: observed.id) == newest.uuid
    }

    package var fields: [FieldChange] {
        // Of the app instance as a whole and of each volume: any of them may have been taken in reliance on what goes.
        let later = observed.allSnapshots.filter { snapshot.isOlder(than: $0) }.sorted { $0.isOlder(than: $1) }
        return [
            FieldChange(
                .data, of: place, from: .text("now"), to: .text(snapshot.takenAt),
                note: keepsSafety
                    ? "the current data is saved in a new snapshot" : "data written since then is permanently lost"),
            FieldChange(.size, of: place, from: .size(size), to: .text("as it was at that time")),
            FieldChange(
                .other("later snapshots"), to: .list(later.isEmpty ? ["none"] : later.map(\.takenAt)),
                note: later.isEmpty ? nil : "they stay"),
        ]
    }

    package var steps: [Step] {
        var steps: [Step] = []
        if observed.adminState == .online { steps.append(takeOffline) }
        if keepsSafety, !isSaved {
            steps.append(
                step("save", .takeSnapshot(safety(after: snapshots.last)), "the current data must not be lost"))
        }
        steps.append(
            step(
                "restore", .restoreSnapshot(SnapshotReference(owner: owner, timestamp: snapshot.timestamp)),
                "this command restores the data of \(snapshot.takenAt)",
                keepsSafety ? [] : [.losesData(since: snapshot.takenAt)]))
        if endsOnline { steps.append(bringOnline) }
        return steps
    }

    private var takeOffline: Step {
        let connected = observed.activeInitiators
        var open = marker
        open.flags.hasOpenWindow = true
        return Step(
            address, "take offline", stage: .openWindow,
            call: .updateAppInstance(
                observed.reference,
                AppInstanceUpdate(adminState: .offline, force: !connected.isEmpty, marker: open)),
            reason: "the array restores only offline app instances",
            hazards: connected.isEmpty ? [] : [.goesOffline(connected: connected)], origin: nil,
            undo: .updateAppInstance(
                observed.reference, AppInstanceUpdate(adminState: .online, marker: marker.closed)))
    }

    private var bringOnline: Step {
        Step(
            address, "bring online", stage: .finish,
            call: .updateAppInstance(
                observed.reference, AppInstanceUpdate(adminState: .online, marker: marker.closed)),
            reason: "the restore is done", origin: nil)
    }

    private func step(_ action: String, _ call: ArrayCall, _ reason: String, _ hazards: [Hazard] = []) -> Step {
        Step(
            .snapshot(of: key, name: name.description), action, lane: address, stage: .insideWindow, call: call,
            reason: reason, hazards: hazards, origin: nil)
    }
}

/// A volume of the stack whose data is to be restored from a snapshot.
package struct SnapshotRestoreRequest: Sendable, Hashable {
    package var key: ResourceKey
    package var name: SnapshotName
    /// Keeps what is there now in a snapshot of its own.
    package var keepsSafety: Bool
    /// Cuts off those who are connected.
    package var allowsDisruption: Bool

    package init(key: ResourceKey, name: SnapshotName, keepsSafety: Bool = true, allowsDisruption: Bool = false) {
        self.key = key
        self.name = name
        self.keepsSafety = keepsSafety
        self.allowsDisruption = allowsDisruption
    }
}

extension SnapshotRestore {
    package var kind: Change.Kind { .restore }
    package var isExplainedByLastStep: Bool { false }
    package var desiredAppInstance: DesiredAppInstance? { nil }
    package var liveAppInstance: ObservedAppInstance? { observed }
    package var outcome: AppInstanceOutcome? { nil }
    package var metadataSource: ObservedAppInstance? { nil }
    package var takesName: Bool { false }
    package var freesName: Bool { false }
    package var destroyedVolumes: Int { keepsSafety ? 0 : paths.count }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { false }
    package var growth: Int { 0 }
    package var contentAfter: [StorageInstanceContent]? { nil }
    package var closesWindow: Bool { true }
    package var contents: String? { nil }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { false }
}
