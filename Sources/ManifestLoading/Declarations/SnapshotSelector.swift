import StorageModel

/// A snapshot as manifests name it: `ledger@before-upgrade`, or by its time stamp.
struct SnapshotSelector: Hashable {
    var volume: VolumeSelector
    var name: SnapshotName

    /// Nil when the text is no volume, an `@` and a name.
    init?(_ text: some StringProtocol) {
        guard let at = text.firstIndex(of: "@"), let volume = VolumeSelector(text[..<at]),
            let name = SnapshotName(String(text[text.index(after: at)...]))
        else { return nil }
        self.volume = volume
        self.name = name
    }

    static let form = "a volume and a name such as `ledger@before-upgrade`"
}
