import Diagnostics
import StorageModel

/// Why a volume must not go to the trash or be deleted, whatever flags are given.
struct RemovalRefusals {
    /// The clones that still copy, by the uuid or name of what they copy from.
    private let seeding: [String: [ObservedAppInstance]]

    init(_ observed: ObservedState) {
        seeding = Dictionary(
            grouping: observed.appInstances.filter(\.isSeeding), by: { $0.cloneSource ?? "" })
    }

    func blocks(for removal: AppInstanceRemoval, manage: ManageLevel, isProtected: Bool) -> [Block] {
        guard removal.action != .forget else { return [] }
        let live = removal.observed
        var blocks: [Block] = []
        func block(_ code: Block.Code, _ message: String, _ wayOut: String) {
            blocks.append(Block(code, removal.address, message, wayOut: wayOut, location: removal.location))
        }
        if isProtected || removal.marker.flags.isProtected {
            block(
                .protected, "is protected on the array",
                "put it back into the manifest with `protect: false`, apply that, then remove it")
        }
        if !manage.allowsDeletion {
            block(
                .manageForbids, "the manifest says `manage: \(manage.rawValue)`",
                "say `manage: full`, or remove the others by their addresses")
        }
        if !live.activeInitiators.isEmpty {
            let names = live.activeInitiators.map(\.text).joined(separator: ", ")
            block(.connected, "these initiators are logged in: \(names)", "log them out, then plan again")
        }
        if live.snapshotCount > 0 {
            let count = live.snapshotCount
            block(
                .hasSnapshots, "has \(count) snapshot\(count == 1 ? "" : "s"), which would go with it",
                "delete the snapshots first, or `forget` the volume")
        }
        let clones = (seeding[live.id] ?? []) + (live.name == live.id ? [] : seeding[live.name] ?? [])
        if !clones.isEmpty {
            let names = clones.map(\.name).sorted().joined(separator: ", ")
            block(.clonesSeeding, "clones are still copying from it: \(names)", "wait until they are done")
        }
        return blocks
    }
}
