package import Diagnostics
package import StorageModel

/// A live app instance that the stack gives up: forgotten, moved to the trash, or deleted.
package struct AppInstanceRemoval: PlannedWork, Equatable {
    package var address: ResourceAddress
    package var observed: ObservedAppInstance
    package var marker: Marker
    package var action: Removal.Action
    package var store: MetadataStore
    package var location: SourceLocation?

    package var fields: [FieldChange] {
        switch action {
        case .forget:
            [
                FieldChange(
                    .other("marker"), from: .text(marker.stack), to: nil, note: "name and data stay", location: location
                )
            ] + observed.closedWindow
        case .trash:
            [
                FieldChange(
                    .name, from: .text(observed.name), to: .text(observed.trashName), location: location),
                FieldChange(.adminState, from: .text(observed.adminState.rawValue), to: .text("offline")),
            ]
        case .delete:
            [
                FieldChange(.name, from: .text(observed.name), to: nil, location: location)
            ]
                + (observed.paths.count > 1
                    ? FieldChange.gone(observed.sizes, nil) : [FieldChange(.size, from: .size(observed.size), to: nil)])
        }
    }

    package var steps: [Step] {
        switch action {
        case .forget: [forget]
        case .trash: [remember, moveToTrash]
        case .delete: observed.adminState == .online ? [takeOffline, delete] : [delete]
        }
    }

    /// A window that an interrupted run left open is closed by the same call: no later run manages it.
    private var forget: Step {
        let text = observed.metadata?[MetadataKey.description] ?? ""
        let update = AppInstanceUpdate(
            adminState: marker.flags.hasOpenWindow ? .online : nil,
            unmarking: text.isEmpty ? .nothing : .description(text))
        return step("forget", .finish, .updateAppInstance(observed.reference, update), "the stack releases it")
    }

    /// The name in the trash may be cut, and its state is lost otherwise.
    private var remember: Step {
        let state: AdminState = marker.flags.hasOpenWindow ? .online : observed.adminState
        return step(
            "remember", .change,
            .writeMetadata(
                observed.reference,
                [MetadataKey.name: observed.name, MetadataKey.adminState: state.rawValue], in: store),
            "its name and state are saved for `trash restore`")
    }

    /// Without `force`: a login at the last moment makes the array refuse. ACL and limits stay for a restore.
    private var moveToTrash: Step {
        var marker = marker.closed
        marker.flags.isTrashed = true
        return step(
            "trash", .finish,
            .updateAppInstance(
                observed.reference,
                AppInstanceUpdate(name: observed.trashName, adminState: .offline, marker: marker)),
            whoSays, [.movesToTrash])
    }

    /// The window flag brings it back online should this run end here and the removal be taken back.
    private var takeOffline: Step {
        let closed = marker.closed
        var open = marker
        open.flags.hasOpenWindow = true
        var step = step(
            "take offline", .openWindow,
            .updateAppInstance(observed.reference, AppInstanceUpdate(adminState: .offline, marker: open)),
            "the array deletes only offline app instances")
        step.undo = .call(
            .updateAppInstance(observed.reference, AppInstanceUpdate(adminState: .online, marker: closed)))
        return step
    }

    private var delete: Step {
        step(
            "delete", .finish, .deleteAppInstance(observed.reference), whoSays,
            [.deletesData(size: observed.size)])
    }

    /// Whether a line of the manifest wants it, which the plan shows, or the verb that was run.
    private var whoSays: String { location == nil ? "this command removes it" : "`removed` says \(action.rawValue)" }

    private func step(
        _ action: String, _ stage: Step.Stage, _ call: ArrayCall, _ reason: String, _ hazards: [Hazard] = []
    ) -> Step {
        Step(address, action, stage: stage, call: call, reason: reason, hazards: hazards, origin: location)
    }
}

extension ObservedAppInstance {
    /// That it comes back online, where a stopped run has left it offline: a release or a takeover closes the
    /// window with the same call.
    var closedWindow: [FieldChange] {
        guard marker?.flags.hasOpenWindow == true, adminState == .offline else { return [] }
        return [
            FieldChange(
                .adminState, from: .text("offline"), to: .text("online"),
                note: "an earlier run was stopped inside its offline window")
        ]
    }

    /// All its volumes together.
    var size: Gibibytes { Gibibytes(storageInstances.flatMap(\.volumes).reduce(0) { $0 + $1.size.count }) }

    /// `trash-<8 hex of its uuid>-<name>`, cut to what a name may hold. The uuid keeps equal names apart.
    var trashName: String {
        let start = String(id.prefix(8))
        let digits = Digest.isHex(start, length: 8) ? start : Digest.short(id, digits: 8)
        return String("\(Self.trashPrefix)\(digits)-\(name)".prefix(64))
    }

    /// The name without what `trashName` put before it.
    var nameInTrash: String {
        name.hasPrefix(Self.trashPrefix) ? String(name.dropFirst(Self.trashPrefix.count + 9)) : name
    }

    private static let trashPrefix = "trash-"
}

extension AppInstanceRemoval {
    package var kind: Change.Kind {
        switch action {
        case .forget: .forget
        case .trash: .trash
        case .delete: .delete
        }
    }

    package var isExplainedByLastStep: Bool { true }
    package var desiredAppInstance: DesiredAppInstance? { nil }
    package var liveAppInstance: ObservedAppInstance? { observed }
    package var outcome: AppInstanceOutcome? { action == .delete ? .isGone : nil }
    package var metadataSource: ObservedAppInstance? { action == .forget ? observed : nil }
    package var takesName: Bool { false }
    package var freesName: Bool { action != .forget }
    package var destroyedVolumes: Int { action == .forget ? 0 : observed.paths.count }
    package var destroyedSnapshots: Int { 0 }
    package var touchesVolume: Bool { true }
    package var growth: Int { 0 }
    package var contentAfter: [StorageInstanceContent]? { action == .delete ? [] : nil }
    package var closesWindow: Bool { true }
    package var contents: String? { action == .forget ? nil : observed.contentsForReview }
    package var openNote: OpenNote? { nil }
    package func destroys(_ source: CloneSpec.Source) -> Bool { action != .forget && source.app == observed.reference }
}
