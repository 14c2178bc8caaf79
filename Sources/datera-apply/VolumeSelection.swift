import Planning
import Reporting
import StorageModel

/// Which volumes a verb is about, as they are named on the command line.
struct VolumeSelection {
    let stack: LoadedStack
    let array: any StorageArray

    /// Their keys, each once, in the order in which they were named.
    ///
    /// The array is read only for what the manifest alone does not tell: patterns, live names and uuids.
    ///
    /// - Throws: `AddressProblem` for a text that names none.
    func keys(_ texts: [String]) async throws -> [ResourceKey] {
        if !texts.contains(where: { $0.contains("*") }), let known = try? keys(texts, in: AddressBook(stack.desired)) {
            return known
        }
        return try keys(texts, in: AddressBook(stack.desired, try await observed().appInstances))
    }

    /// The one that a text names.
    func key(_ text: String) async throws -> ResourceKey {
        let keys = try await keys([text])
        guard let key = keys.first, keys.count == 1 else {
            throw AddressProblem.ambiguous(
                text, stack: stack.desired.stack, candidates: keys.map { "volume/\($0)" })
        }
        return key
    }

    /// What to adopt: what is named, as it is named; of what a pattern matches, what can be adopted.
    ///
    /// - Parameters:
    ///   - texts: `volume/KEY`, `volume/KEY=NAME-OR-UUID`, patterns; nil is every volume of the manifest.
    ///   - giver: the stack that releases them.
    ///   - limit: how many at most; nil sets none.
    /// - Returns: also how many more there are beyond the limit.
    func adoptions(
        _ texts: [String]?, from giver: String?, limit: Int?
    ) async throws -> (requests: [AdoptionRequest], left: Int) {
        let desired = stack.desired
        let isOpen = limit != nil || texts?.contains(where: Self.isPattern) == true
        guard isOpen else {
            guard let texts else { return (desired.appInstances.map { AdoptionRequest(key: $0.key) }, 0) }
            var requests: [AdoptionRequest] = []
            for text in texts { requests += try await named(text) }
            return (requests, 0)
        }
        let observed = try await observed()
        let book = AddressBook(desired, observed.appInstances)
        let ready = Self.adoptable(desired, observed, from: giver)
        var requests: [AdoptionRequest] = []
        for text in texts ?? ["*"] {
            guard Self.isPattern(text) else {
                requests += try await named(text)
                continue
            }
            let keys = try book.volumes(called: text)
            let found = keys.filter(ready.contains)
            guard !found.isEmpty else {
                throw CommandError(
                    .failure,
                    "nothing to adopt: the \(keys.count) volume\(keys.count == 1 ? "" : "s") that `\(text)` matches "
                        + "belong to a stack already or are not on the array.")
            }
            requests += found.filter { key in !requests.contains { $0.key == key } }.map { AdoptionRequest(key: $0) }
        }
        let taken = Array(requests.prefix(limit ?? .max))
        return (taken, requests.count - taken.count)
    }

    private func named(_ text: String) async throws -> [AdoptionRequest] {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count > 1 else { return try await keys([text]).map { AdoptionRequest(key: $0) } }
        return [AdoptionRequest(key: try await key(parts[0]), source: parts[1])]
    }

    private func keys(_ texts: [String], in book: AddressBook) throws(AddressProblem) -> [ResourceKey] {
        var keys: [ResourceKey] = []
        for text in texts { keys += try book.volumes(called: text).filter { !keys.contains($0) } }
        return keys
    }

    private func observed() async throws -> ObservedState {
        let observed = try await array.observe(tenants: [])
        if stack.isNamedOnly { try observed.requireStack(stack.desired.stack) }
        return observed
    }

    private static func isPattern(_ text: String) -> Bool { text.contains("*") || text.hasPrefix("volume_types.") }

    /// The keys of volumes that are on the array under their name, and that nobody else's marker is on.
    private static func adoptable(
        _ desired: DesiredState, _ observed: ObservedState, from giver: String?
    ) -> Set<ResourceKey> {
        struct Place: Hashable {
            var tenant: TenantPath
            var name: String
        }
        let free = observed.appInstances.filter { app in
            switch app.ownership {
            case .none: true
            case .marked(let marker): marker.stack == giver && !marker.flags.isTrashed
            case .unreadable, .lease: false
            }
        }
        let places = Set(free.map { Place(tenant: $0.tenant, name: $0.name) })
        return Set(
            desired.appInstances.filter { places.contains(Place(tenant: $0.tenant, name: $0.name.value)) }.map(\.key))
    }
}
