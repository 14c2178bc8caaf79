import StorageModel

/// A snapshot policy as `removed` names it: `ledger@hourly`, and where an app instance has several volumes
/// `warehouse/data/rows@hourly` for that of a single one.
struct SnapshotPolicyPattern: Hashable {
    var app: VolumeSelector
    var volume: VolumePath?
    var name: String

    /// Nil when the text is not a volume, an `@` and a name.
    init?(_ text: String) {
        let halves = text.split(separator: "@" as Character, omittingEmptySubsequences: false).map(String.init)
        let names = halves[0].split(separator: "/" as Character, omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, names.count == 1 || names.count == 3, let app = VolumeSelector(names[0]),
            (names.dropFirst() + [halves[1]]).allSatisfy(NameRule.name.accepts)
        else { return nil }
        self.app = app
        volume = names.count == 3 ? VolumePath(storage: names[1], volume: names[2]) : nil
        name = halves[1]
    }

    static let form = "a volume and a policy such as `ledger@hourly` or `warehouse/data/rows@hourly`"
}
