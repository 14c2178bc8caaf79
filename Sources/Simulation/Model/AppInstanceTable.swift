import OrderedCollections

/// All app instances in order of creation, found by id or by name within a tenant, with their encoded answers kept
/// until they change: a list of thousands must not be encoded anew each time.
struct AppInstanceTable: Sendable {
    private struct Entry: Sendable {
        var value: AppInstance
        var settledAt: ArrayTime
        var encoded: [Dialect: [UInt8]] = [:]

        init(_ value: AppInstance) {
            self.value = value
            settledAt = value.settledAt
        }
    }

    private struct Name: Hashable, Sendable {
        let tenant: TenantPath
        let name: String
    }

    private var entries: OrderedDictionary<String, Entry> = [:]
    private var idsByName: [Name: String] = [:]

    var values: some Sequence<AppInstance> { entries.values.lazy.map(\.value) }

    var count: Int { entries.count }

    /// What all volumes together would take when they are full; kept up to date, since every creation asks for it.
    private(set) var provisionedBytes: Double = 0
    private(set) var storageInstanceCount = 0
    private(set) var volumeCount = 0
    private(set) var snapshotCount = 0

    subscript(id id: String) -> AppInstance? { entries[id]?.value }

    subscript(name: String, in tenant: TenantPath) -> AppInstance? {
        idsByName[Name(tenant: tenant, name: name)].flatMap { entries[$0]?.value }
    }

    /// The one of that id, or else the first of that name in any tenant.
    func first(_ key: String) -> AppInstance? { self[id: key] ?? values.first { $0.name == key } }

    func values(in tenant: TenantPath) -> [AppInstance] { values.filter { $0.tenant == tenant } }

    /// Adds the app instance, or replaces the one of the same id.
    mutating func put(_ value: AppInstance) {
        if let previous = entries[value.id]?.value {
            idsByName[Name(tenant: previous.tenant, name: previous.name)] = nil
            account(for: previous, sign: -1)
        }
        entries[value.id] = Entry(value)
        idsByName[Name(tenant: value.tenant, name: value.name)] = value.id
        account(for: value, sign: 1)
    }

    mutating func remove(id: String) {
        guard let removed = entries.removeValue(forKey: id)?.value else { return }
        idsByName[Name(tenant: removed.tenant, name: removed.name)] = nil
        account(for: removed, sign: -1)
    }

    /// The encoded answer for one app instance; `encode` is asked only after a change, or while time still changes it.
    mutating func encoded(_ id: String, for viewer: Viewer, encode: (AppInstance) -> [UInt8]) -> [UInt8]? {
        guard let entry = entries[id] else { return nil }
        guard entry.settledAt <= viewer.now else { return encode(entry.value) }
        if let kept = entry.encoded[viewer.dialect] { return kept }
        let bytes = encode(entry.value)
        entries[id]?.encoded[viewer.dialect] = bytes
        return bytes
    }

    private mutating func account(for value: AppInstance, sign: Int) {
        let volumes = value.volumes
        provisionedBytes += Double(sign) * volumes.reduce(0) { $0 + $1.provisionedBytes }
        storageInstanceCount += sign * value.storageInstances.count
        volumeCount += sign * volumes.count
        snapshotCount += sign * value.snapshotCount
    }
}

extension AppInstanceTable: Codable {
    init(from decoder: any Decoder) throws {
        for value in try decoder.singleValueContainer().decode([AppInstance].self) { put(value) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Array(values))
    }
}
