import StorageModel

/// Finds the volume that an image is imported to, and refuses where that would harm.
struct ImageImportDiff {
    let desired: DesiredState
    let observed: ObservedState

    func run(_ request: ImageImportRequest, into draft: inout PlanDraft) {
        guard let (declared, live, marker) = find(request, &draft) else { return }
        if marker.flags.isImageUnfinished {
            add(declared, live, marker, before: nil, keepsSafety: false, &draft)
            return
        }
        let blocks = refusals(request, declared, live, marker)
        draft.blocks += blocks
        guard blocks.isEmpty else { return }
        var closed = live
        for index in closed.storageInstances.indices { closed.storageInstances[index].close() }
        var incomplete = marker
        incomplete.flags.isBeingBuilt = true
        incomplete.flags.isImageUnfinished = true
        add(declared, closed, incomplete, before: live, keepsSafety: request.keepsSafety, &draft)
    }

    /// After the steps: only a volume that is not complete is left to do.
    func check(_ request: ImageImportRequest, into draft: inout PlanDraft) {
        guard let (declared, live, marker) = find(request, &draft) else { return }
        if marker.flags.isImageUnfinished {
            add(declared, live, marker, before: nil, keepsSafety: false, &draft)
        } else {
            draft.unchangedCount += 1
        }
    }

    private func find(
        _ request: ImageImportRequest, _ draft: inout PlanDraft
    ) -> (DesiredAppInstance, ObservedAppInstance, Marker)? {
        func block(_ message: String, _ hint: String) {
            draft.blocks.append(Block(.notFound, .volume(request.key), message, hint: hint))
        }
        guard var declared = desired.appInstances.first(where: { $0.key == request.key }) else {
            block("is not in the manifest", "declare it, apply that, then import the image")
            return nil
        }
        guard let (live, marker) = observed.owned(request.key, by: desired.stack) else {
            block("is not on the array", "apply the manifest first, or declare `image:` there")
            return nil
        }
        declared.image = Declared(request.image)
        return (declared, live, marker)
    }

    private func add(
        _ declared: DesiredAppInstance, _ closed: ObservedAppInstance, _ marker: Marker, before: ObservedAppInstance?,
        keepsSafety: Bool, _ draft: inout PlanDraft
    ) {
        let diff = diff(declared, closed, marker)
        let found = diff.findings()
        draft.blocks += found.allBlocks
        draft.report(found.diagnostics, about: declared.address)
        guard found.allBlocks.isEmpty, found.diagnostics.isEmpty else { return }
        var safety: NamedSnapshot?
        if keepsSafety, let storage = closed.storageInstances.first, let volume = storage.volumes.first {
            let path = VolumePath(storage: storage.name, volume: volume.name)
            let newest = closed.snapshots(of: path).max { $0.isOlder(than: $1) }
            safety = NamedSnapshot(
                owner: .volume(
                    VolumeReference(
                        storage: StorageInstanceReference(app: closed.reference, name: storage.name),
                        name: volume.name)),
                name: "before-import-\(newest?.timestamp ?? "none")")
        }
        var connecting = desired
        connecting.initiators = ImageWriters(stack: desired.stack, observed: observed).initiators(in: [declared.tenant])
        InitiatorDiff(desired: connecting, observed: observed).run(into: &draft)
        draft.add(
            .importImage(
                ImageImport(
                    change: AppInstanceChange(
                        desired: diff.desired, observed: closed, differences: found.differences, markerBefore: marker,
                        markerAfter: diff.finalMarker(after: found.differences, before: marker)),
                    before: before, safety: safety)))
    }

    private func diff(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker
    ) -> AppInstanceDiff {
        AppInstanceDiff(
            desired: declared, observed: live, marker: marker, stack: desired.stack, product: observed.cluster.product,
            groups: GroupMembership(desired: desired, observed: observed))
    }

    private func refusals(
        _ request: ImageImportRequest, _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker
    ) -> [Block] {
        var blocks: [Block] = []
        func block(_ code: Block.Code, _ message: String, _ hint: String) {
            blocks.append(Block(code, declared.address, message, hint: hint))
        }
        if !request.overwrites {
            block(.overwrite, "is on the array and may hold data", "replace what it holds with --overwrite")
        }
        if marker.flags.isProtected || declared.protect?.value == true {
            block(.protected, "is protected", "say `protect: false`, apply that, then import")
        }
        if !declared.manage.allowsChanges {
            block(.manageForbids, "the manifest says `manage: \(declared.manage.rawValue)`", "say `manage: full`")
        }
        if marker.flags.isBeingBuilt {
            block(.inUse, "is not complete yet", "let `apply` finish it first")
        }
        let connected = live.activeInitiators
        if !connected.isEmpty {
            let names = connected.map(\.text).joined(separator: ", ")
            block(.connected, "these initiators are logged in: \(names)", "log them out first")
        }
        if live.adminState == .offline {
            block(
                .storageOffline, "is offline, so nothing can be written to it", "say `admin_state: online`, apply that")
        }
        if let names = RemovalGuard(observed).seedingClones(of: live) {
            block(.clonesSeeding, "clones are still copying from it: \(names)", "wait until they are done")
        }
        blocks += pending(declared, live, marker)
        return blocks
    }

    /// Only a volume that is as declared is closed and opened again: what is opened is what the manifest lists.
    private func pending(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker
    ) -> [Block] {
        let found = diff(declared, live, marker).findings()
        let fields = found.allDifferences.flatMap { $0.fieldChanges(showingPaths: false) }.map(\.path.description)
        guard fields.isEmpty, found.allBlocks.isEmpty else {
            return [
                Block(
                    .pendingChanges, declared.address,
                    "differs from the manifest" + (fields.isEmpty ? "" : " in " + fields.joined(separator: ", ")),
                    hint: "apply the manifest first")
            ]
        }
        guard live.storageInstances.count == 1, live.storageInstances[0].volumes.count == 1 else {
            return [
                Block(
                    .structureDiffers, declared.address, "has several volumes",
                    hint: "images are imported to entries of `volumes`")
            ]
        }
        let isListed = declared.storageInstances.allSatisfy { $0.attachment != nil }
        let isManaged = isListed && !declared.ignored.contains(.attachments)
        let isOpen = live.storageInstances[0].accessControlMode == .allowAll
        guard isOpen || !isManaged && !live.storageInstances[0].initiators.isEmpty else { return [] }
        return [
            Block(
                .pendingChanges, declared.address, "lets in initiators that the manifest does not list",
                hint: "list them under `attachments`, so that they are let in again after the import")
        ]
    }
}

extension StorageInstanceContent {
    fileprivate mutating func close() {
        initiators = []
        groups = []
        inheritedGroups = [:]
        foreign = []
    }
}
