package import StorageModel

/// Plans the deletion of cached volumes. No other plan deletes one.
struct ImagePruneDiff {
    let observed: ObservedState

    func run(_ request: ImagePruneRequest, into draft: inout PlanDraft) {
        let refusals = RemovalGuard(observed)
        let chosen = request.choice(of: observed)
        draft.unchangedCount += observed.cachedVolumes.count - chosen.count
        for cached in chosen {
            let removal = AppInstanceRemoval(
                address: cached.address, observed: cached.app, marker: cached.marker, action: .delete,
                store: observed.cluster.product.metadataStore)
            let blocks = refusals.blocks(
                for: removal, manage: .full, isProtected: false, without: [], ignoresProtection: true)
            draft.blocks += blocks
            if blocks.isEmpty { draft.add(.removeAppInstance(removal)) }
        }
    }
}

/// Which cached volumes are to go.
package struct ImagePruneRequest: Sendable, Equatable {
    /// Only those of which no volume on the array is a clone.
    package var onlyUnused: Bool
    /// How many stay, of all: those with the most clones.
    package var keep: Int

    package init(onlyUnused: Bool = false, keep: Int = 0) {
        self.onlyUnused = onlyUnused
        self.keep = keep
    }

    /// In the order of names. Clones do not depend on the volume that they were made of, so that one with clones may go.
    package func choice(of observed: ObservedState) -> [CachedVolume] {
        let ranked = observed.cachedVolumes.map { (cached: $0, clones: observed.clones(of: $0)) }
            .sorted {
                ($1.clones, $0.cached.app.name, $0.cached.app.id) < ($0.clones, $1.cached.app.name, $1.cached.app.id)
            }
        return ranked.dropFirst(keep).filter { !onlyUnused || $0.clones == 0 }.map(\.cached)
            .sorted { ($0.app.name, $0.app.id) < ($1.app.name, $1.app.id) }
    }
}
