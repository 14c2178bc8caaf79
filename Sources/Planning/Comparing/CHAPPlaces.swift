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
    /// A marker keeps no more than a digest of all places. So every part of the declared ones that it can have been made
    /// of is tried, the largest first: what is missing in that has come since.
    func unrecordedPasswords(of desired: DesiredAppInstance) -> Set<String> {
        let places = desired.chapPlaces
        guard let written = flags.chapReferences, !places.isEmpty else { return [] }
        let names = places.keys.sorted()
        guard DesiredAppInstance.digest(of: places) != written else { return [] }
        guard names.count <= Self.mostParts else { return Set(names) }
        let parts = (1..<(1 << names.count)).map { selection in
            Set(names.indices.filter { selection >> $0 & 1 == 1 }.map { names[$0] })
        }
        let recorded = parts.sorted { $0.count > $1.count }.first { part in
            DesiredAppInstance.digest(of: places.filter { part.contains($0.key) }) == written
        }
        return Set(names).subtracting(recorded ?? [])
    }

    /// Of more storage instances than these not every part is tried.
    private static let mostParts = 8
}
