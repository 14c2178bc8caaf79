import StorageModel

/// Decides which live app instances may be adopted.
struct AdoptionDiff {
    let desired: DesiredState
    let observed: ObservedState
    let requests: [AdoptionRequest]
    /// The stack that releases them; nil takes only what is unmanaged.
    let fromStack: String?

    func run(into draft: inout PlanDraft) {
        let declared = Dictionary(desired.appInstances.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
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
            guard let app = declared[request.key] else {
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
        _ declared: DesiredAppInstance, as request: AdoptionRequest, _ owner: ObservedAppInstance?,
        _ draft: inout PlanDraft
    ) {
        let candidates = candidates(for: declared, request)
        if candidates.count > 1 {
            let names = candidates.map(\.name).sorted().joined(separator: ", ")
            draft.blocks.append(
                Block(
                    .ambiguous, declared.address, "`\(request.source ?? "")` is ambiguous: it matches \(names)",
                    hint: "give the whole name, or the uuid on the array", location: declared.location))
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
                    .notFound, declared.address,
                    "tenant \(declared.tenant.shortName) has no app instance \(request.source ?? declared.name.value)",
                    hint: "correct `name:`, or run `apply` to create it", location: declared.name.location))
            return
        }
        if let block = refusal(declared, live, owner) {
            draft.blocks.append(block)
            return
        }
        add(declared, live, &draft)
    }

    /// By name or uuid on the array; else by the id by which OpenStack or Kubernetes know it.
    private func candidates(for declared: DesiredAppInstance, _ request: AdoptionRequest) -> [ObservedAppInstance] {
        let there = observed.appInstances.filter { $0.tenant == declared.tenant }
        guard let source = request.source else { return there.filter { $0.name == declared.name.value } }
        let named = there.filter { $0.name == source || $0.id == source }
        return named.isEmpty ? there.filter { NamingConvention(name: $0.name)?.id == source } : named
    }

    private func add(_ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ draft: inout PlanDraft) {
        let diff = AppInstanceDiff(
            desired: declared, observed: live, marker: nil, stack: desired.stack, product: observed.cluster.product,
            groups: GroupMembership(desired: desired, observed: observed))
        let findings = diff.findings()
        draft.blocks += findings.blocks
        guard findings.blocks.isEmpty else { return }
        for note in diff.creationNotes { draft.note(declared.address, note) }
        for block in findings.unreachable.map(\.block) {
            draft.note(declared.address, "\(block.message), so no apply changes it: \(block.hint)")
        }
        let names = findings.differences
            .flatMap { $0.fieldChanges(showingPaths: declared.hasSeveralVolumes) }.map(\.path)
        if !names.isEmpty {
            draft.note(declared.address, "differs from the manifest; the next apply changes: \(names)")
        }
        let mask = diff.desired.managedGroups
        var flags = live.marker?.flags ?? Marker.Flags()
        flags.isProtected = declared.protect?.value ?? flags.isProtected
        flags.chapVersions = diff.desired.chapVersions
        // Over the live values: what differs from the manifest is then pending, not drift.
        var marker = Marker(
            stack: desired.stack, key: declared.key, mask: mask,
            hash: ManagedValues(live: live, desired: declared).hash(under: mask),
            flags: flags)
        marker.record(chapReferences: diff.desired.chapReferences)
        draft.add(
            .adopt(
                Adoption(
                    desired: declared, observed: live, marker: marker, store: observed.cluster.product.metadataStore)))
    }

    private func refusal(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ owner: ObservedAppInstance?
    ) -> Block? {
        func block(_ code: Block.Code, _ message: String, _ hint: String) -> Block {
            Block(code, declared.address, message, hint: hint, location: declared.location)
        }
        if let owner {
            return block(
                .duplicateMarker, "is already \(owner.name) (\(owner.id))", "adopt it under another key")
        }
        guard live.name == declared.name.value else {
            return block(
                .nameDiffers, "the manifest calls it \(declared.name.value), the array \(live.name)",
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
                "write `\(ManifestLine.moved(from: .volume(marker.key), to: declared.address))`")
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
