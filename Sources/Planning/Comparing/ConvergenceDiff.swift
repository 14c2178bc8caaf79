import StorageModel

/// Everything that keeps the array from being what the manifest wants.
struct ConvergenceDiff {
    /// With ignores applied; of them, those that hold today.
    let desired: DesiredState
    let observed: ObservedState
    /// Whether what a driver has deleted may be created anew.
    var allowsRecreation = false

    private var product: ProductVersion { observed.cluster.product }

    /// - Returns: how many volumes of the stack are on the array.
    func run(into draft: inout PlanDraft) -> Int {
        TenantDiff(desired: desired, observed: observed).run(into: &draft)
        let matching = AppInstanceMatching(desired: desired, observed: observed)
        let renamed = reportOrphans(matching, &draft)
        let cache = imageCache(matching, without: renamed)
        var connecting = desired
        connecting.initiators += ImageWriters(stack: desired.stack, observed: observed)
            .initiators(for: matching.pairs, without: Set(cache.sources.keys))
        connecting.initiators += ImageWriters(stack: ImageCache.owner, observed: observed)
            .initiators(in: cache.tenantsToFill)
        InitiatorDiff(desired: connecting, observed: observed).run(into: &draft)
        InitiatorGroupDiff(desired: desired, observed: observed).run(into: &draft)
        draft.blocks += matching.blocks
        draft.holdings.add(matching, desired)
        cache.run(into: &draft)
        draft.warnings += ArrayConditions(matching.pairs).warnings
        let groups = GroupMembership(desired: desired, observed: observed)
        let removals = RemovalDiff(desired: desired, observed: observed)
        var clones = CloneDiff(matching.pairs, desired: desired, observed: observed)
        for pair in matching.pairs {
            switch pair {
            case .absent(let declared):
                if !renamed.contains(declared.key) { create(declared, cache.sources[declared.key], &clones, &draft) }
            case .owned(let declared, let live, let marker):
                guard draft.accepts(declared, on: product) else { continue }
                draft.blocks += removals.refusals(declared, live, marker)
                clones.checkOrigin(of: declared, live, &draft)
                var diff = diff(declared, live, marker, groups)
                diff.isCopyOfImage = isCopyOfImage(live, declared)
                draft.hidden += diff.hidden(by: desired.ignores)
                diff.run(into: &draft)
            case .unowned(let declared, let live):
                guard draft.accepts(declared, on: product) else { continue }
                diff(declared, live, nil, groups).reportUnowned(into: &draft)
            case .removed(let removal, let live, let marker): removals.remove(live, marker, as: removal, &draft)
            }
        }
        NameGuard(matching.pairs, observed: observed).check(&draft)
        SnapshotDiff(desired: desired, observed: observed).run(matching.pairs, into: &draft)
        SnapshotRemovalDiff(desired: desired, observed: observed).run(matching.pairs, into: &draft)
        SharedRemovalDiff(desired: desired, observed: observed, expected: expected(from: draft)).run(into: &draft)
        return matching.managedCount
    }

    private func imageCache(
        _ matching: AppInstanceMatching, without renamed: Set<ResourceKey>
    ) -> ImageCachePlan {
        let absent = matching.pairs.compactMap { pair -> DesiredAppInstance? in
            guard case .absent(let declared) = pair, declared.manage.allowsCreation, !renamed.contains(declared.key)
            else { return nil }
            return declared
        }
        return ImageCachePlan(absent, desired: desired, observed: observed)
    }

    private func isCopyOfImage(_ live: ObservedAppInstance, _ declared: DesiredAppInstance) -> Bool {
        guard let source = live.cloneSource, let image = declared.image else { return false }
        return observed.cachedVolumes.contains { cached in
            cached.content == CachedContent(of: image.value) && (cached.app.id == source || cached.app.name == source)
        }
    }

    /// - Parameter cached: what it is cloned from; nil where no cached volume holds its image.
    private func create(
        _ declared: DesiredAppInstance, _ cached: CloneSource?, _ clones: inout CloneDiff, _ draft: inout PlanDraft
    ) {
        guard declared.manage.allowsCreation else {
            draft.withhold(declared.address, "manage: observe; it is not on the array")
            return
        }
        let absence = AbsenceNotes(declared, stack: desired.stack, observed)
        if let block = absence.block, !allowsRecreation {
            draft.blocks.append(block)
            return
        }
        draft.notes += absence.notes
        guard draft.accepts(declared, on: product) else { return }
        guard declared.origin == nil else {
            clones.create(declared, &draft)
            return
        }
        if let cached {
            clones.create(declared, from: cached, &draft)
        } else {
            AppInstanceCreation(desired: declared, stack: desired.stack, observed: observed).run(into: &draft)
        }
    }

    private func diff(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker?, _ groups: GroupMembership
    ) -> AppInstanceDiff {
        AppInstanceDiff(
            desired: declared, observed: live, marker: marker, stack: desired.stack, product: product, groups: groups)
    }

    /// Dropping a line never deletes data.
    ///
    /// - Returns: the keys that look like an orphan's new name.
    private func reportOrphans(_ matching: AppInstanceMatching, _ draft: inout PlanDraft) -> Set<ResourceKey> {
        let absent = matching.pairs.compactMap { pair -> DesiredAppInstance? in
            if case .absent(let declared) = pair { declared } else { nil }
        }
        let renamed = RenameDetection(desired: desired, observed: observed).pairs(matching.orphans, absent)
        for orphan in matching.orphans {
            let place = "is on the array (\(orphan.live.name), tenant \(orphan.live.tenant.shortName))"
            if let declared = renamed[orphan.key] {
                draft.blocks.append(
                    Block(
                        .renamed, orphan.live.address(as: orphan.key), hindering: declared.address,
                        "\(place) and no longer in the manifest; \(declared.address) is new there and similar",
                        hint: "if it is the same volume: "
                            + "`\(ManifestLine.moved(from: .volume(orphan.key), to: declared.address))`",
                        location: declared.location))
            } else {
                draft.blocks.append(
                    Block(
                        .orphaned, orphan.live.address(as: orphan.key), "\(place) and no longer in the manifest",
                        hint: "declare it again, or add an entry: "
                            + "`\(ManifestLine.removed("volume/\(orphan.key)", .forget))` (or trash, or delete)"))
            }
        }
        return Set(renamed.values.map(\.key))
    }

    /// What the plan makes of the app instances that it touches.
    private func expected(from draft: PlanDraft) -> [String: ObservedAppInstance?] {
        var result: [String: ObservedAppInstance?] = [:]
        for planned in draft.changes {
            guard let live = planned.change.work.liveAppInstance else { continue }
            switch planned.change.work.outcome {
            case .becomes(let after): result[live.id] = .some(after)
            case .isGone: result[live.id] = .some(nil)
            case nil: break
            }
        }
        return result
    }
}
