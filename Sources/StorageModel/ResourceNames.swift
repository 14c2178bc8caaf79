/// Everything that one resource can be called on the command line.
package struct ResourceNames: Sendable, Hashable {
    /// Nil for an app instance of the array that no stack owns.
    package var address: ResourceAddress?
    /// Its names on the array: the live one, and the one that the manifest gives.
    package var arrayNames: Set<String>
    /// Its uuid on the array.
    package var id: String?
    /// The volume types that supply a value, as `volume_types.gold`.
    package var types: Set<String>

    package init(
        _ address: ResourceAddress?, arrayNames: Set<String> = [], id: String? = nil, types: Set<String> = []
    ) {
        self.address = address
        self.arrayNames = arrayNames
        self.id = id
        self.types = types
    }

    package init(_ app: ObservedAppInstance) {
        self.init(app.marker.map { app.address(as: $0.key) }, arrayNames: [app.name], id: app.id)
    }

    /// How sure it is that a text means the resource: what is surer hides what is less so.
    package enum Certainty: CaseIterable, Sendable {
        /// Its address, or one of the types it has.
        case address
        /// The key of a volume, or a name or uuid on the array.
        case volume
        /// The key of something else.
        case key
    }

    /// The texts without `*` that mean it.
    package func spellings(_ certainty: Certainty) -> Set<String> {
        switch certainty {
        case .address: types.union(address?.spellings ?? [])
        case .volume: arrayNames.union(id.map { [$0] } ?? []).union(address?.volumeKeys ?? [])
        case .key: Set(address?.otherKeys ?? [])
        }
    }

    /// With `*` for any text, a text also means what has such a key, name or type.
    package func areMeant(by text: String) -> Bool {
        guard text.contains("*") else {
            return Certainty.allCases.contains { spellings($0).contains(text) }
        }
        let pattern = AddressPattern(text)
        let keys = (address?.volumeKeys ?? []) + (address?.otherKeys ?? [])
        return ([address?.description].compactMap(\.self) + arrayNames + types + keys)
            .contains { pattern.matches(text: $0) }
    }

    /// What may stand in different resources for one thing that a person names: the members of a `for_each` entry, an
    /// initiator in several tenants.
    package var subject: String { address?.subject ?? id ?? "" }

    /// As a message names it.
    package var shownName: String { address?.description ?? arrayNames.sorted().first ?? id ?? "" }
}

extension ResourceAddress {
    /// Complete addresses. `volume/` and `app_instance/` are the same: which one is printed depends on how many volumes
    /// it has. An entry with `for_each` is named by its key, too.
    fileprivate var spellings: [String] {
        switch self {
        case .volume, .appInstance: volumeKeys.flatMap { ["volume/\($0)", "app_instance/\($0)"] }
        case .tenant(let path): [description, path.description]
        case .initiator(let key, _): [description, "initiator/\(key)"]
        case .initiatorGroup(let key, _): [description, "initiator_group/\(key)"]
        case .snapshot(let key, let name): [description, "volume/\(key)@\(name)"]
        case .cachedImage: [description]
        case .trashed(let address, _): [description] + address.spellings
        }
    }

    fileprivate var volumeKeys: [String] {
        switch self {
        case .volume(let key), .appInstance(let key):
            key.member == nil ? [key.description] : [key.description, key.name]
        case .trashed(let address, _): address.volumeKeys
        case .tenant, .initiator, .initiatorGroup, .snapshot, .cachedImage: []
        }
    }

    fileprivate var otherKeys: [String] {
        switch self {
        case .tenant(let path): [path.shortName]
        case .initiator(let key, _), .initiatorGroup(let key, _): [key]
        case .snapshot(let key, let name): ["\(key)@\(name)"]
        case .volume, .appInstance, .cachedImage, .trashed: []
        }
    }

    fileprivate var subject: String {
        switch self {
        case .volume(let key), .appInstance(let key): "volume/\(key.name)"
        case .initiator(let key, _): "initiator/\(key)"
        case .initiatorGroup(let key, _): "initiator_group/\(key)"
        case .tenant, .snapshot, .cachedImage, .trashed: description
        }
    }
}
