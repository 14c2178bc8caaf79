/// The objects of one kind in all tenants, in order of creation.
struct ScopedTable<Element: TenantScoped & Codable>: Sendable, Codable {
    private(set) var elements: [Element] = []

    init(_ elements: [Element] = []) { self.elements = elements }

    init(from decoder: any Decoder) throws {
        elements = try decoder.singleValueContainer().decode([Element].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(elements)
    }

    func own(_ tenant: TenantPath) -> [Element] { elements.filter { $0.tenant == tenant } }

    func own(_ key: String, in tenant: TenantPath) -> Element? {
        elements.first { $0.tenant == tenant && $0.key == key }
    }

    /// Looks in the tenant itself, then in each tenant above it.
    func visible(_ key: String, in tenant: TenantPath) -> Element? {
        tenant.withAncestors.lazy.compactMap { own(key, in: $0) }.first
    }

    /// The tenant's own objects and those of the tenants above whose keys it does not use itself.
    func visible(in tenant: TenantPath) -> [Element] {
        var seen: Set<String> = []
        return tenant.withAncestors.flatMap { own($0) }.filter { seen.insert($0.key).inserted }
    }

    /// Adds the object, or replaces the one of the same tenant and key.
    mutating func put(_ element: Element) {
        if let index = index(of: element) { elements[index] = element } else { elements.append(element) }
    }

    mutating func remove(_ element: Element) {
        if let index = index(of: element) { elements.remove(at: index) }
    }

    private func index(of element: Element) -> Int? {
        elements.firstIndex { $0.tenant == element.tenant && $0.key == element.key }
    }
}
