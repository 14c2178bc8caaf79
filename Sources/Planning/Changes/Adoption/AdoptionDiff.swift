import StorageModel

/// Decides which live app instances may be adopted.
struct AdoptionDiff {
    let desired: DesiredState
    let observed: ObservedState
    let requests: [AdoptionRequest]
    /// The stack that gives them up; nil takes only what nobody owns.
    let fromStack: String?

    func run(into draft: inout PlanDraft) {
        let wanted = Dictionary(desired.appInstances.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var owned: [ResourceKey: ObservedAppInstance] = [:]
        for app in observed.appInstances {
            if let marker = app.marker, marker.stack == desired.stack, !marker.flags.isTrashed {
                owned[marker.key] = app
            }
        }
        let byKey = Dictionary(grouping: requests, by: \.key)
        for (key, requests) in byKey.sorted(by: { $0.key < $1.key }) {
            guard let request = requests.first, requests.count == 1 else {
                draft.blocks.append(
                    Block(
                        .ambiguous, .volume(key),
                        "is named twice: " + requests.map(\.description).joined(separator: " and "),
                        hint: "name it once, as volume/\(key) or volume/\(key)=NAME-OR-UUID"))
                continue
            }
            guard let app = wanted[request.key] else {
                draft.blocks.append(
                    Block(
                        .notFound, .volume(request.key), "is not in the manifest",
                        hint: "declare it, then adopt it"))
                continue
            }
            adopt(app, as: request, owned[request.key], &draft)
        }
    }

    private func adopt(
        _ wanted: DesiredAppInstance, as request: AdoptionRequest, _ owner: ObservedAppInstance?,
        _ draft: inout PlanDraft
    ) {
        let candidates = candidates(for: wanted, request)
        if candidates.count > 1 {
            let names = candidates.map(\.name).sorted().joined(separator: ", ")
            draft.blocks.append(
                Block(
                    .ambiguous, wanted.address, "`\(request.source ?? "")` is ambiguous: it matches \(names)",
                    hint: "give the whole name, or the uuid on the array", location: wanted.location))
            return
        }
        let live = candidates.first
        if let owner, live == nil || live?.id == owner.id {
            draft.unchangedCount += 1
            return
        }
        guard let live else {
            draft.blocks.append(
                Block(
                    .notFound, wanted.address,
                    "tenant \(wanted.tenant.shortName) has no app instance \(request.source ?? wanted.name.value)",
                    hint: "correct `name:`, or run `apply` to create it", location: wanted.name.location))
            return
        }
        if let block = refusal(wanted, live, owner) {
            draft.blocks.append(block)
            return
        }
        add(wanted, live, &draft)
    }

    /// By name or uuid on the array; else by the id by which OpenStack or Kubernetes know it.
    private func candidates(for wanted: DesiredAppInstance, _ request: AdoptionRequest) -> [ObservedAppInstance] {
        let there = observed.appInstances.filter { $0.tenant == wanted.tenant }
        guard let source = request.source else { return there.filter { $0.name == wanted.name.value } }
        let named = there.filter { $0.name == source || $0.id == source }
        return named.isEmpty ? there.filter { NamingConvention(name: $0.name)?.id == source } : named
    }

    private func add(_ wanted: DesiredAppInstance, _ live: ObservedAppInstance, _ draft: inout PlanDraft) {
        let diff = AppInstanceDiff(
            desired: wanted, observed: live, marker: nil, stack: desired.stack, product: observed.cluster.product,
            groups: GroupMembership(desired: desired, observed: observed))
        let findings = diff.findings()
        draft.blocks += findings.blocks
        guard findings.blocks.isEmpty else { return }
        for note in diff.creationNotes { draft.note(wanted.address, note) }
        for block in findings.unreachable.map(\.block) {
            draft.note(wanted.address, "\(block.message), so no apply changes it: \(block.hint)")
        }
        let names = findings.differences
            .flatMap { $0.fieldChanges(showingPaths: wanted.hasSeveralVolumes) }.map(\.path)
        if !names.isEmpty {
            draft.note(wanted.address, "differs from the manifest; the next apply changes: \(names)")
        }
        let mask = diff.desired.managedGroups
        var flags = live.marker?.flags ?? Marker.Flags()
        flags.isProtected = wanted.protect?.value ?? flags.isProtected
        flags.chapVersions = diff.desired.chapVersions
        // Over the live values: what differs from the manifest is then pending, not drift.
        var marker = Marker(
            stack: desired.stack, key: wanted.key, mask: mask,
            hash: ManagedValues(live: live, desired: wanted).hash(under: mask),
            flags: flags)
        marker.record(chapReferences: diff.desired.chapReferences)
        draft.add(
            .adopt(
                Adoption(
                    desired: wanted, observed: live, marker: marker, store: observed.cluster.product.metadataStore)))
    }

    private func refusal(
        _ wanted: DesiredAppInstance, _ live: ObservedAppInstance, _ owner: ObservedAppInstance?
    ) -> Block? {
        func block(_ code: Block.Code, _ message: String, _ hint: String) -> Block {
            Block(code, wanted.address, message, hint: hint, location: wanted.location)
        }
        if let owner {
            return block(
                .duplicateMarker, "is already \(owner.name) (\(owner.id))", "adopt it under another key")
        }
        guard live.name == wanted.name.value else {
            return block(
                .nameDiffers, "the manifest calls it \(wanted.name.value), the array \(live.name)",
                "write `name: \(live.name)`; adopting changes nothing but the marker")
        }
        switch live.ownership {
        case .none: return nil
        case .marked(let marker) where marker.flags.isTrashed:
            return block(.foreignOwner, "\(live.name) is in the trash", "restore it first: `trash restore`")
        case .marked(let marker) where marker.stack == fromStack: return nil
        case .marked(let marker) where marker.stack == desired.stack:
            return block(
                .renamed, "\(live.name) is volume/\(marker.key) of this stack",
                "write `\(ManifestLine.moved(from: .volume(marker.key), to: wanted.address))`")
        case .marked(let marker):
            return block(
                .foreignOwner, "\(live.name) belongs to stack \(marker.stack)",
                "release it from that stack: `adopt --from-stack \(marker.stack)`, or `forget` there")
        case .unreadable:
            return block(
                .foreignOwner, "\(live.name) carries a marker of another version of datera-apply",
                "use that version to `forget` it")
        case .lease:
            return block(.foreignOwner, "\(live.name) is the lease of a running apply", "choose another `name:`")
        }
    }
}
