import Diagnostics
import StorageModel

/// Compares one desired app instance with its live one.
struct AppInstanceDiff {
    let desired: DesiredAppInstance
    let observed: ObservedAppInstance
    /// What it carries on the array; nil when it is not ours.
    let marker: Marker?
    let stack: String
    let product: ProductVersion
    let groups: GroupMembership
    /// Whether it was made as a clone of a cached volume that holds its image.
    var isCopyOfImage = false

    init(
        desired: DesiredAppInstance, observed: ObservedAppInstance, marker: Marker?, stack: String,
        product: ProductVersion, groups: GroupMembership
    ) {
        self.desired = desired.bound(to: observed, on: product)
        self.observed = observed
        self.marker = marker
        self.stack = stack
        self.product = product
        self.groups = groups
    }

    /// For an owned app instance: adds its change, or counts it as unchanged.
    func run(into draft: inout PlanDraft) {
        guard let marker else { return }
        // Those that were managed, too: without them it is unknown whether the marker is still true.
        if managesMetadata || marker.mask.contains(.metadata) || desired.image != nil {
            draft.needsMetadata(of: observed)
        }
        for note in creationNotes { draft.note(desired.address, note) }
        var found = findings()
        if !mayChange { leaveAlone(&found, &draft) }
        draft.blocks += found.allBlocks
        draft.report(found.diagnostics, about: desired.address)
        guard found.allBlocks.isEmpty, found.diagnostics.isEmpty else {
            closeWindow(of: marker, into: &draft)
            return
        }
        if marker.flags.hasOpenWindow, desired.manage != .observe {
            found.differences.insert(.interruptedWindow(live: observed.adminState), at: 0)
        }
        let after =
            mayChange
            ? finalMarker(after: found.differences, before: marker)
            : untouchedMarker(before: marker)
        let noLonger = marker.mask.subtracting(after.mask)
        if after != marker { reportUnmanaged(noLonger, since: marker, leaving: found.differences, &draft) }
        if found.differences.isEmpty, after != marker {
            found.differences.append(
                .record(
                    newlyManaged: after.mask.subtracting(marker.mask).names, noLongerManaged: noLonger.names))
        }
        guard !found.differences.isEmpty else {
            draft.unchangedCount += 1
            return
        }
        draft.add(
            .updateAppInstance(
                AppInstanceChange(
                    desired: desired, observed: observed, differences: found.differences, markerBefore: marker,
                    markerAfter: after)))
    }

    /// One that is still being built is finished also where it is left alone afterwards.
    var mayChange: Bool {
        desired.manage.allowsChanges || (marker?.flags.isBeingBuilt == true && desired.manage.allowsCreation)
    }

    /// For one that is there under the desired name without a marker: says so, and blocks where it differs.
    func reportUnowned(into draft: inout PlanDraft) {
        if managesMetadata { draft.needsMetadata(of: observed) }
        for note in creationNotes { draft.note(desired.address, note) }
        var found = findings()
        guard desired.manage.allowsChanges else {
            leaveAlone(&found, &draft)
            return
        }
        let origin = observed.createMode == "normal" ? "" : ", made by \(observed.createMode)"
        guard !found.isEmpty else {
            draft.note(
                desired.address,
                "on the array\(origin) and equal to the manifest, but not owned by this stack yet; to take ownership: `adopt -f MANIFEST --all`, or `adopt` with the address"
            )
            return
        }
        let fields = found.allDifferences.flatMap { $0.fieldChanges(showingPaths: false) }.map(\.path.description)
        draft.blocks.append(
            Block(
                .notAdopted, desired.address,
                "\(observed.name) is on the array\(origin), is not owned by a stack, and differs from the manifest"
                    + (fields.isEmpty ? "" : " in " + fields.joined(separator: ", ")),
                hint:
                    "if this is the intended volume: `adopt \(desired.address)`, which changes only the marker; if not, choose another "
                    + "`name:`",
                location: desired.location))
    }

    /// Of a volume that is created only or observed only, what differs is said and nothing else.
    private func leaveAlone(_ found: inout Findings, _ draft: inout PlanDraft) {
        let fields = found.allDifferences.filter { $0.group != nil }
            .flatMap { $0.fieldChanges(showingPaths: desired.hasSeveralVolumes) }.map(\.path.description)
        let texts = fields + found.blocks.map(\.message)
        if !texts.isEmpty {
            draft.withhold(
                desired.address,
                "manage: \(desired.manage.rawValue); differs, but is not changed: " + texts.joined(separator: ", "))
        }
        // Key and protection of what the stack has created are the stack's own business.
        let keepsMarker = desired.manage == .observe
        found = Findings(differences: found.differences.filter { $0.group == nil && !keepsMarker })
    }

    func findings() -> Findings {
        var findings = Findings()
        let rotated = storagesWithNewPassword
        if let marker, marker.key != desired.key {
            findings.differences.append(.key(from: marker.key, to: Declared(desired.key, at: desired.location)))
        }
        if desired.name.value != observed.name, !desired.ignored.contains(.name) {
            findings.differences.append(.name(from: observed.name, to: desired.name))
        }
        for storage in desired.storageInstances {
            if let live = observed.storageInstances.first(where: { $0.name == storage.name }) {
                StorageInstanceDiff(
                    desired: storage, observed: live,
                    activeInitiators: observed.target(of: storage.name).activeInitiators, app: desired, marker: marker,
                    product: product, groups: groups, rotated: rotated
                ).run(into: &findings)
            } else if desired.isTree {
                findings.differences.append(
                    .addStorageInstance(storage, storage.content(in: desired, on: product)))
            } else {
                findings.blocks.append(missing("storage instance \(storage.name)"))
            }
        }
        if findings.blocks.isEmpty { compareSurplus(&findings) }
        let online: AdminState = marker?.flags.hasOpenWindow == true ? .online : observed.adminState
        // An ignore begins when the volume is there: a copy is made as declared, like any other volume.
        let isIgnored = desired.ignored.contains(.adminState) && marker?.flags.isBeingBuilt != true
        if let declared = desired.adminState, declared.value != online, !isIgnored {
            findings.differences.append(.adminState(from: online, to: declared))
        }
        compareMetadata(&findings)
        let isProtected = marker?.flags.isProtected ?? false
        if marker != nil, let declared = desired.protect, declared.value != isProtected {
            findings.differences.append(.protection(from: isProtected, to: declared))
        }
        if marker?.flags.isBeingBuilt == true, let origin = desired.origin {
            findings.differences.append(.origin(origin, in: product.metadataStore))
        }
        compareImage(&findings)
        return findings
    }

    /// What is there and not declared: it goes where `removed` says so, and is in the way elsewhere.
    private func compareSurplus(_ findings: inout Findings) {
        for part in observed.surplus(over: desired) {
            if let removal = desired.removal(of: part.part) {
                findings.differences.append(
                    .removePart(part.part, volumes: observed.only(part.part).sizes, location: removal.location))
            } else {
                findings.blocks.append(
                    Block(
                        .undeclared, desired.address,
                        "has \(part.noun) \(part.part) on the array (\(part.size)), which the manifest does not declare",
                        hint: "declare it under `app_instances`, or have it deleted: "
                            + "`\(ManifestLine.removed("app_instance/\(desired.key)/\(part.part)", .delete))`",
                        location: desired.location))
            }
        }
    }

    /// Whether the manifest names metadata, and it counts.
    private var managesMetadata: Bool { desired.managedGroups.contains(.metadata) }

    private func compareMetadata(_ findings: inout Findings) {
        guard managesMetadata, let live = observed.metadata else { return }
        findings.blocks += desired.misspelledKeys(in: live)
        let changes = desired.metadataChanges(from: live)
        guard !changes.isEmpty else { return }
        findings.differences.append(.metadata(changes, in: product.metadataStore))
        let size = MetadataKey.size(of: changes.reduce(into: live) { $0[$1.key] = $1.to.value })
        guard size > MetadataKey.maximumSize else { return }
        findings.diagnostics.append(
            Diagnostic(
                .error,
                "\(desired.address) would have \(size) bytes of metadata, including those on the array; a DSP "
                    + "supports at most \(MetadataKey.maximumSize)",
                at: changes.first?.to.location, hint: "shorten it, or empty keys that are not needed"))
    }

    /// The storage instances whose CHAP password is to be written although type and user are as declared: where
    /// `version` was raised, and where a run may have been stopped between writing a password from another place and
    /// the marker.
    var storagesWithNewPassword: Set<String> {
        let raised = CHAPRotation(desired, observed, recorded: marker?.flags.chapVersions).storageInstances
        guard let marker, !ManagedValues(live: observed, desired: desired).match(marker) else { return raised }
        return raised.union(marker.unrecordedPasswords(of: desired))
    }

    private func missing(_ what: String) -> Block {
        Block(
            .structureDiffers, desired.address, "has no \(what) on the array",
            hint: "correct `default_storage_name` or `default_volume_name`", location: desired.location)
    }

    /// What was managed stays so; only the key and the protection may change.
    private func untouchedMarker(before: Marker) -> Marker {
        guard desired.manage != .observe else { return before }
        var marker = before
        marker.key = desired.key
        marker.flags.hasOpenWindow = false
        marker.flags.isProtected = desired.protect?.value ?? before.flags.isProtected
        return marker
    }

    func finalMarker(after differences: [Difference], before: Marker) -> Marker {
        let mask = desired.managedGroups
        let values = ManagedValues(live: observed.resolving(differences), desired: desired)
        var hash = values.hash(under: mask)
        // What is as good as the values now stays: rewriting it would add no information.
        if differences.isEmpty, before.mask == mask, values.isRecorded(by: before) { hash = before.hash }
        var flags = before.flags
        flags.hasOpenWindow = false
        flags.isBeingBuilt = false
        flags.isImageUnfinished = false
        flags.isProtected = desired.protect?.value ?? before.flags.isProtected
        flags.chapVersions = desired.ignored.contains(.chap) ? before.flags.chapVersions : desired.chapVersions
        var marker = Marker(stack: stack, key: desired.key, mask: mask, hash: hash, flags: flags)
        // A changed reference of a password is noted until it is written (`CreationNotes`).
        let written = Set(differences.compactMap(\.storageWithWrittenPassword))
        if !desired.ignored.contains(.chap), before.unrecordedPasswords(of: desired).isSubset(of: written) {
            marker.record(chapReferences: desired.chapReferences)
        }
        return marker
    }

    /// Attachments and CHAP leave nothing behind when they go; of the others the live value stays, and that is said
    /// once.
    private func reportUnmanaged(
        _ groups: FieldGroups, since marker: Marker, leaving differences: [Difference], _ draft: inout PlanDraft
    ) {
        let values = ManagedValues(live: observed, desired: desired)
        let policies = values.droppedPolicies(since: marker, leaving: observed.resolving(differences))
        let left = groups.subtracting(desired.ignored).subtracting([.attachments, .chap]).names + policies
        guard !left.isEmpty else { return }
        draft.note(desired.address, "no longer managed, the live value stays: " + left.joined(separator: ", "))
    }
}
