import StorageModel

/// Tells of which storage instances the declared CHAP version is not the one that was written last.
///
/// A marker keeps no more than a digest of all versions. So the versions it can have been made of are tried: those
/// declared now, those with one of them different, those with one more of a storage instance that is no longer declared.
struct CHAPRotation {
    private(set) var storageInstances: Set<String> = []

    /// As far from what is declared as anybody counts.
    private static let furthest = 1_000

    /// - Parameter recorded: what the marker says; nil when it says nothing.
    init(_ desired: DesiredAppInstance, _ observed: ObservedAppInstance, recorded: String?) {
        let withCHAP = Set(observed.storageInstances.filter { $0.authentication != .none }.map(\.name))
        var written: [String: Int] = [:]
        for storage in desired.storageInstances where withCHAP.contains(storage.name) {
            written[storage.name] = storage.attachment?.chap?.version
        }
        guard !written.isEmpty else { return }
        storageInstances = Set(written.keys)
        guard let recorded else { return }
        if Self.digest(written) == recorded {
            storageInstances = []
            return
        }
        let names = withCHAP.sorted()
        for distance in 1...Self.furthest {
            for name in names {
                let declared = written[name] ?? 0
                for version in [declared - distance, declared + distance] where version > 0 {
                    guard Self.digest(written.merging([name: version]) { $1 }) == recorded else { continue }
                    storageInstances = storageInstances.intersection([name])
                    return
                }
            }
        }
    }

    /// Six hex digits; nil without CHAP.
    static func digest(_ versions: [String: Int]) -> String? {
        guard !versions.isEmpty else { return nil }
        let lines = versions.map { "\($0.key)=\($0.value)" }.sorted()
        return Digest.short(lines.joined(separator: "\n"), digits: 6)
    }
}
