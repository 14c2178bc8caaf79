import StorageModel

extension DesiredAppInstance {
    /// Six hex digits that change when the place of a CHAP password does; nil without CHAP.
    var chapReferences: String? { chapPlaces.isEmpty ? nil : Self.digest(of: chapPlaces) }

    /// Where the passwords come from, by storage instance.
    fileprivate var chapPlaces: [String: String] {
        Dictionary(
            storageInstances.compactMap { storage in
                storage.attachment?.chap.map { chap in
                    (storage.name, chap.setting.references.map(\.description).joined(separator: " "))
                }
            }
        ) { first, _ in first }
    }

    fileprivate static func digest(of places: [String: String]) -> String {
        Digest.short(places.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "\n"), digits: 6)
    }
}

extension Marker {
    /// The storage instances whose passwords this marker does not say to come from where they are declared to.
    ///
    /// A marker keeps no more than a digest of all places. So every selection of the declared ones that may have come later
    /// is tried, the smallest first.
    func unrecordedPasswords(of desired: DesiredAppInstance) -> Set<String> {
        let places = desired.chapPlaces
        guard let written = flags.chapReferences, !places.isEmpty else { return [] }
        let names = places.keys.sorted()
        guard DesiredAppInstance.digest(of: places) != written else { return [] }
        guard names.count <= Self.mostParts else { return Set(names) }
        let later = names.subsets.sorted { $0.count < $1.count }.first { later in
            DesiredAppInstance.digest(of: places.filter { !later.contains($0.key) }) == written
        }
        return Set(later ?? names)
    }

    /// Of more storage instances than these not every part is tried.
    private static let mostParts = 8
}
