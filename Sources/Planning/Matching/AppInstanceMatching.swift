import Diagnostics
import StorageModel

/// Whose is which: finds the live app instance of every desired one, and everything that stands in the way.
///
/// | on the array                          | in the manifest | result |
/// |---|---|---|
/// | our marker, once                      | same tenant     | owned |
/// | our marker, once, under an old key    | `moved`         | owned |
/// | our marker, once                      | other tenant    | block `wrong_tenant` |
/// | our marker                            | `removed`       | removed |
/// | our marker, once                      | not named       | orphan |
/// | our marker, twice                     | –               | block `duplicate_marker` |
/// | the name, no marker                   | named           | unowned (compared, never touched) |
/// | the name, another's marker            | named           | block `foreign_owner` |
/// | nothing                               | named           | absent |
///
/// Trashed objects and leases take no part.
struct AppInstanceMatching {
    enum Pair {
        case absent(DesiredAppInstance)
        case owned(DesiredAppInstance, ObservedAppInstance, Marker)
        case unowned(DesiredAppInstance, ObservedAppInstance)
        case removed(Removal, ObservedAppInstance, Marker)
    }

    private(set) var pairs: [Pair] = []
    private(set) var blocks: [Block] = []
    /// What has the stack's marker and is not in the manifest.
    private(set) var orphans: [RenameDetection.Orphan] = []
    /// How many app instances carry our marker.
    private(set) var managedCount = 0

    private struct Name: Hashable {
        var tenant: TenantPath
        var name: String
    }

    init(desired: DesiredState, observed: ObservedState) {
        var marked: [ResourceKey: [(ObservedAppInstance, Marker)]] = [:]
        var named: [Name: ObservedAppInstance] = [:]
        for app in observed.appInstances {
            named[Name(tenant: app.tenant, name: app.name)] = app
            guard let marker = app.marker, marker.stack == desired.stack, !marker.flags.isTrashed else { continue }
            marked[marker.key, default: []].append((app, marker))
            managedCount += 1
        }
        sortOut(&marked, desired)
        for declared in desired.appInstances.sorted(by: { $0.address < $1.address }) {
            let holder = named[Name(tenant: declared.tenant, name: declared.name.value)]
            let owners = marked[declared.key] ?? []
            if owners.count > 1 {
                blocks.append(Self.duplicate(declared.address, owners.map(\.0), declared.location))
            } else if let (live, marker) = owners.first {
                matchOwned(declared, live, marker, holder: holder, stack: desired.stack)
            } else {
                matchUnmarked(declared, holder: holder, stack: desired.stack)
            }
        }
    }

    /// Puts what carries a key that the manifest does not name where it belongs: to its new key, to the removals, or to
    /// the orphans.
    private mutating func sortOut(
        _ marked: inout [ResourceKey: [(ObservedAppInstance, Marker)]], _ desired: DesiredState
    ) {
        let declared = Set(desired.appInstances.map(\.key))
        let present = Set(marked.keys)
        let moves = Dictionary(desired.moves.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        for key in present.subtracting(declared).sorted() {
            guard let owners = marked[key] else { continue }
            if let destination = Self.destination(of: key, moves), declared.contains(destination),
                !present.contains(destination)
            {
                marked[destination, default: []] += owners
            } else if let removal = desired.removals.deciding(about: key) {
                if owners.count > 1 {
                    blocks.append(Self.duplicate(.volume(key), owners.map(\.0), removal.location))
                } else {
                    pairs += owners.map { .removed(removal, $0.0, $0.1) }
                }
            } else {
                orphans += owners.map { RenameDetection.Orphan(key: key, live: $0.0) }
            }
        }
    }

    /// Where a chain of moves ends; nil when the key has not moved.
    private static func destination(of key: ResourceKey, _ moves: [ResourceKey: ResourceKey]) -> ResourceKey? {
        var current = key
        var steps = 0
        while let next = moves[current], steps < moves.count {
            current = next
            steps += 1
        }
        return current == key ? nil : current
    }

    private mutating func matchOwned(
        _ declared: DesiredAppInstance, _ live: ObservedAppInstance, _ marker: Marker, holder: ObservedAppInstance?,
        stack: String
    ) {
        guard live.tenant == declared.tenant else {
            blocks.append(
                Block(
                    .wrongTenant, declared.address,
                    "is in tenant \(live.tenant.shortName), the manifest says \(declared.tenant.shortName)",
                    hint: "restore the old tenant: a volume cannot change its tenant; copy its data to a new one",
                    location: declared.location))
            return
        }
        let isStuck = holder?.marker?.stack != stack || holder?.marker?.flags.isTrashed == true
        if let holder, holder.id != live.id, isStuck, !declared.ignored.contains(.name), declared.manage.allowsChanges {
            blocks.append(
                Block(
                    .nameTaken, declared.address,
                    "cannot be renamed to \(declared.name.value): \(Self.owner(of: holder))",
                    hint: "choose another `name:`", location: declared.name.location))
            return
        }
        pairs.append(.owned(declared, live, marker))
    }

    private mutating func matchUnmarked(_ declared: DesiredAppInstance, holder: ObservedAppInstance?, stack: String) {
        switch holder?.ownership {
        case nil:
            pairs.append(.absent(declared))
        case .marked(let marker) where marker.stack == stack && !marker.flags.isTrashed:
            // One of ours under another key. Whether it gives the name up is seen when all is planned: `NameGuard`.
            pairs.append(.absent(declared))
        case .some(.none):
            if let holder { pairs.append(.unowned(declared, holder)) }
        case .marked, .unreadable, .lease:
            guard let holder else { return }
            if declared.manage == .observe {
                pairs.append(.unowned(declared, holder))
                return
            }
            blocks.append(
                Block(
                    .foreignOwner, declared.address, "cannot be created: \(Self.owner(of: holder))",
                    hint: "choose another `name:`, or have its owner release it" + Self.renamedStack(holder, declared),
                    location: declared.location))
        }
    }

    /// After a change of `stack:` all of its volumes have another owner.
    private static func renamedStack(_ holder: ObservedAppInstance, _ declared: DesiredAppInstance) -> String {
        guard let marker = holder.marker, !marker.flags.isTrashed, marker.key == declared.key else { return "" }
        let address = ManifestLine.argument(declared.address.description)
        return
            "; if \(marker.stack) is an earlier name of this stack: `adopt --from-stack \(marker.stack) \(address)`, or "
            + "`--all`"
    }

    private static func duplicate(
        _ address: ResourceAddress, _ owners: [ObservedAppInstance], _ location: SourceLocation?
    ) -> Block {
        let names = owners.map { "\($0.name) (\($0.id), tenant \($0.tenant.shortName))" }.sorted()
        return Block(
            .duplicateMarker, address, "two app instances carry its marker: " + names.joined(separator: " and "),
            hint: "clear the description of the wrong one, for instance of a clone made by hand",
            location: location)
    }

    private static func owner(of app: ObservedAppInstance) -> String {
        let what = "an app instance named \(app.name) already exists"
        return switch app.ownership {
        case .none: "\(what), made by \(app.createMode == "normal" ? "hand" : app.createMode)"
        case .marked(let marker): "\(what) and belongs to stack \(marker.stack)"
        case .unreadable: "\(what) and carries a marker of another version of datera-apply"
        case .lease: "\(what) and is the lease of a running apply"
        }
    }
}
