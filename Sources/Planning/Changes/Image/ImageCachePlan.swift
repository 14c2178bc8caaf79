import Diagnostics
import StorageModel

/// Decides how each new volume with an image gets its data: as a clone of a cached volume, which the plan fills first
/// where there is none, or from the file.
///
/// ```
/// complete, no smaller image missing     clone of it, extended when the volume is larger
/// begun by a run that was stopped        filled to the end, then cloned
/// none                                   one for all volumes of the plan that can share it: filled, then cloned
/// not possible, or over a limit          from the file, with a note that says why
/// ```
/// Only what the manifest says counts: no file is read to plan.
struct ImageCachePlan {
    /// What volumes are cloned from, by their keys.
    private(set) var sources: [ResourceKey: CloneSource] = [:]
    private var fills: [Fill] = []
    private var notes: [PlanNote] = []
    private let observed: ObservedState
    private let cached: [CachedVolume]

    /// A cached volume that the plan fills.
    private struct Fill {
        var desired: DesiredAppInstance
        /// As an earlier run has left it; nil for a new one.
        var begun: CachedVolume?
    }

    init(_ absent: [DesiredAppInstance], desired: DesiredState, observed: ObservedState) {
        self.observed = observed
        cached = observed.cachedVolumes
        guard let cache = desired.imageCache, cache.isEnabled.value else { return }
        var groups: [CachedShape: [DesiredAppInstance]] = [:]
        for declared in absent {
            guard let image = declared.image, declared.origin == nil else { continue }
            switch CachedShape.of(declared, image.value, in: cache, on: observed.cluster.product) {
            case .failure(let reason): note(declared, reason.text)
            case .success(let shape): groups[shape, default: []].append(declared)
            }
        }
        for (shape, members) in groups.sorted(by: { $0.key.text < $1.key.text }) {
            assign(members.sorted { $0.address < $1.address }, shape, within: cache)
        }
    }

    /// The tenants in which images are written for the cache.
    var tenantsToFill: Set<TenantPath> { Set(fills.map(\.desired.tenant)) }

    /// Adds the fills and what is to be said of the others.
    func run(into draft: inout PlanDraft) {
        draft.notes += notes
        draft.holdings.add(cached.filter(\.isComplete))
        for fill in fills {
            guard draft.accepts(fill.desired, on: observed.cluster.product) else { continue }
            if let begun = fill.begun {
                AppInstanceDiff(
                    desired: fill.desired, observed: begun.app, marker: begun.marker, stack: ImageCache.owner,
                    product: observed.cluster.product,
                    groups: GroupMembership(desired: DesiredState(stack: ImageCache.owner), observed: observed)
                ).run(into: &draft)
            } else {
                AppInstanceCreation(desired: fill.desired, stack: ImageCache.owner, observed: observed).run(
                    into: &draft)
            }
        }
    }

    private mutating func assign(
        _ members: [DesiredAppInstance], _ shape: CachedShape, within cache: DesiredImageCache
    ) {
        let candidates = cached.filter(shape.fits).sorted { ($1.size, $0.app.name) < ($0.size, $1.app.name) }
        var missing: [DesiredAppInstance] = []
        for member in members {
            let possible = candidates.filter { $0.size <= member.imageSize }
            if let complete = possible.first(where: { $0.isComplete && $0.objection == nil }) {
                sources[member.key] = Self.source(complete.app, shape)
            } else if let begun = possible.first(where: { !$0.isComplete }) {
                begin(begun, for: member, shape)
                sources[member.key] = Self.source(begun.app, shape)
            } else {
                missing.append(member)
            }
        }
        // The smallest, so that all of them can be clones of one.
        guard let first = missing.min(by: { ($0.imageSize, $0.address) < ($1.imageSize, $1.address) }) else { return }
        let fill = shape.desired(for: first, size: first.imageSize)
        if let reason = obstacle(to: fill, within: cache) {
            for member in missing { note(member, reason) }
            return
        }
        fills.append(Fill(desired: fill, begun: nil))
        let spec = fill.spec(for: ImageCache.owner, on: observed.cluster.product)
        for member in missing {
            sources[member.key] = Self.source(ObservedAppInstance(expectedFrom: spec), shape)
        }
    }

    private mutating func begin(_ begun: CachedVolume, for member: DesiredAppInstance, _ shape: CachedShape) {
        guard !fills.contains(where: { $0.begun?.app.id == begun.app.id }) else { return }
        var desired = shape.desired(for: member, size: begun.size)
        // As it is: whoever began it has chosen them.
        desired.name = Declared(begun.app.name)
        desired.address = begun.address
        let pool = begun.app.storageInstances.first?.ipPool
        desired.storageInstances[0].ipPools = begun.marker.mask.contains(.ipPool) ? pool.map { Declared([$0]) } : nil
        fills.append(Fill(desired: desired, begun: begun))
    }

    /// Why no further volume is cached; nil when one may be. What is evicted is never chosen here.
    private func obstacle(to fill: DesiredAppInstance, within cache: DesiredImageCache) -> String? {
        let name = fill.name.value
        if let holder = observed.appInstances.first(where: { $0.tenant == fill.tenant && $0.name == name }) {
            let reason =
                CachedVolume(holder).map { $0.objection ?? "it was changed on the array" }
                ?? "it is not a volume of the image cache"
            return "\(name) on the array is not cloned: \(reason)"
        }
        let new = fills.filter { $0.begun == nil }
        if let most = cache.maxVolumes, cached.count + new.count >= most.value {
            return "the image cache has \(cached.count + new.count) volumes, and `max_volumes` is \(most.value); "
                + Self.remedy
        }
        let size = cached.reduce(0) { $0 + $1.size.count } + new.reduce(0) { $0 + $1.desired.imageSize.count }
        if let most = cache.maxSize, size + fill.imageSize.count > most.value.count {
            return "the image cache would have \(Gibibytes(size + fill.imageSize.count)), and `max_size` is "
                + "\(most.value); \(Self.remedy)"
        }
        return nil
    }

    private static let remedy = "`image cache prune` makes room"

    private mutating func note(_ declared: DesiredAppInstance, _ reason: String) {
        notes.append(PlanNote(address: declared.address, text: "is written from the image file, not cloned: \(reason)"))
    }

    private static func source(_ app: ObservedAppInstance, _ shape: CachedShape) -> CloneSource {
        let volume = VolumeReference(
            storage: StorageInstanceReference(app: app.reference, name: shape.storage), name: shape.volume)
        var source = CloneSource(.volume(volume), of: app, owner: .volume(volume))
        source.image = shape.content
        return source
    }
}

extension DesiredAppInstance {
    /// Of the only volume.
    fileprivate var imageSize: Gibibytes { storageInstances.first?.volumes.first?.size.value ?? Gibibytes(0) }
}

extension Holdings {
    /// Cached volumes belong to every stack that has them filled.
    mutating func add(_ cached: [CachedVolume]) {
        for volume in cached { hold(volume.address.description, uuid: volume.app.id) }
    }
}
