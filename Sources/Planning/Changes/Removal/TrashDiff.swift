import StorageModel

/// Finds the selected volumes in a stack's trash, and plans their restore or their deletion.
struct TrashDiff {
    let stack: String
    let observed: ObservedState

    /// What is in the trash, with its marker, in the order of keys.
    static func contents(of stack: String?, in observed: ObservedState) -> [(ObservedAppInstance, Marker)] {
        observed.appInstances.compactMap { app in
            guard let marker = app.marker, marker.flags.isTrashed, stack == nil || marker.stack == stack else {
                return nil
            }
            return (app, marker)
        }.sorted { ($0.1.stack, $0.1.key, $0.0.id) < ($1.1.stack, $1.1.key, $1.0.id) }
    }

    func restore(_ selectors: [String], into draft: inout PlanDraft) {
        let meant = selected(selectors, mayBeBack: true, &draft)
        let several = Self.several(meant)
        draft.blocks += several.sorted { $0.key < $1.key }.map { Self.block($0.key, $0.value) }
        for (app, marker) in meant where several[marker.key] == nil {
            let restoration = TrashRestore(address: app.address(as: marker.key), observed: app, marker: marker)
            if let block = refusal(of: restoration) {
                draft.blocks.append(block)
                // What the name really is, only the metadata tells.
                guard app.metadata == nil else { continue }
            }
            draft.add(.restore(restoration))
        }
    }

    /// - Parameter selectors: nil is all of it.
    func purge(_ selectors: [String]?, into draft: inout PlanDraft) {
        let refusals = RemovalGuard(observed)
        let meant = selectors.map { selected($0, mayBeBack: false, &draft) } ?? Self.contents(of: stack, in: observed)
        let several = Self.several(meant)
        for (app, marker) in meant {
            let address = app.address(as: marker.key)
            let removal = AppInstanceRemoval(
                address: several[marker.key] == nil ? address : .trashed(address, id: app.id), observed: app,
                marker: marker, action: .delete,
                store: observed.cluster.product.metadataStore)
            var blocks = refusals.blocks(for: removal, manage: .full, isProtected: false, without: [])
            if app.adminState == .online { blocks.append(Self.online(removal.address, marker.key)) }
            draft.blocks += blocks
            if blocks.isEmpty { draft.add(.removeAppInstance(removal)) }
        }
    }

    /// What is moved to the trash is taken offline: if it was put back online, it may be in use.
    private static func online(_ address: ResourceAddress, _ key: ResourceKey) -> Block {
        Block(
            .trashOnline, address, "has been put online since it was moved to the trash",
            hint: "if it is in use: `trash restore volume/\(key)`; if not, set it offline on the array and plan again")
    }

    /// - Parameter mayBeBack: whether one that is no longer in the trash is what was desired.
    private func selected(
        _ selectors: [String], mayBeBack: Bool, _ draft: inout PlanDraft
    ) -> [(ObservedAppInstance, Marker)] {
        let trash = Self.contents(of: stack, in: observed)
        var result: [String: (ObservedAppInstance, Marker)] = [:]
        for selector in selectors {
            var matches = trash.filter { Self.names(of: $0).areMeant(by: selector) }
            // A key means its members only where no volume has it alone.
            if !selector.contains("*"), let single = matches.first(where: { $0.1.key.member == nil }) {
                matches = matches.filter { $0.1.key == single.1.key }
            }
            if let match = matches.first, matches.count == 1 || selector.contains("*") {
                for match in matches { result[match.0.id] = match }
            } else if !matches.isEmpty {
                let names = matches.map { "\($0.0.name) (\($0.0.id))" }.joined(separator: " and ")
                draft.blocks.append(
                    Block(
                        .ambiguous, nil, "the trash holds several \(selector): \(names)", hint: "name its uuid"))
            } else if mayBeBack, isBack(selector) {
                draft.unchangedCount += 1
            } else {
                draft.blocks.append(
                    Block(
                        .notFound, nil, "the trash of stack \(stack) holds no \(selector)",
                        hint: AddressBook.suggestion(for: selector, among: trash.map(Self.names))
                            .map { "did you mean `\($0)`?" } ?? "`trash list` shows what it holds"))
            }
        }
        return result.values.sorted { ($0.1.key, $0.0.id) < ($1.1.key, $1.0.id) }
    }

    private static func names(of entry: (app: ObservedAppInstance, marker: Marker)) -> ResourceNames {
        ResourceNames(
            .trashed(entry.app.address(as: entry.marker.key), id: entry.app.id), arrayNames: [entry.app.name],
            id: entry.app.id)
    }

    /// Those that have one key: a volume may be made, and moved to the trash, more than once.
    private static func several(
        _ meant: [(ObservedAppInstance, Marker)]
    ) -> [ResourceKey: [(ObservedAppInstance, Marker)]] {
        Dictionary(grouping: meant, by: \.1.key).filter { $0.value.count > 1 }
    }

    private static func block(_ key: ResourceKey, _ meant: [(ObservedAppInstance, Marker)]) -> Block {
        let names = meant.map { "\($0.0.name) (\($0.0.id))" }.joined(separator: " and ")
        return Block(
            .ambiguous, .volume(key), "only one volume can have this key, and these had it: \(names)",
            hint: "restore one by its uuid, give it another key with `moved:`, apply, then restore the next one")
    }

    /// Whether it has been restored already.
    private func isBack(_ selector: String) -> Bool {
        observed.appInstances.contains { app in
            guard let marker = app.marker, marker.stack == stack, !marker.flags.isTrashed else { return false }
            return ResourceNames(app).areMeant(by: selector)
        }
    }

    private func refusal(of restoration: TrashRestore) -> Block? {
        for app in observed.appInstances where app.id != restoration.observed.id {
            if app.tenant == restoration.observed.tenant, app.name == restoration.name {
                return Block(
                    .nameTaken, restoration.address, "its name \(app.name) is in use (\(app.id))",
                    hint: "rename the other one first")
            }
            if let marker = app.marker, marker.stack == stack, marker.key == restoration.marker.key,
                !marker.flags.isTrashed
            {
                return Block(
                    .duplicateMarker, restoration.address, "the stack has another one by now: \(app.name)",
                    hint: "give that one another key with `moved:`, apply, then restore")
            }
        }
        return nil
    }
}
