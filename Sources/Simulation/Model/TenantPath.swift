/// A tenant's canonical path: `/root`, `/root/a`, `/root/a/b`.
package struct TenantPath: Sendable, Hashable, Codable, CustomStringConvertible {
    package let description: String

    static let root = TenantPath(canonical: "/root")

    private init(canonical: String) { description = canonical }

    package init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the forms that clients send: `/root/a`, `root/a`, `/tenants/root/a` (an entity's own path used as a
    /// header) and the short form `a`. Nothing at all is `/root`.
    init(_ text: some StringProtocol) {
        var segments = text.split(separator: "/")[...]
        if segments.count > 1, segments.first == "tenants" { segments = segments.dropFirst() }
        if segments.first == "root" { segments = segments.dropFirst() }
        description = segments.reduce(into: "/root") { $0 += "/" + $1 }
    }

    var isRoot: Bool { self == .root }

    var name: String { description.split(separator: "/").last.map { String($0) } ?? "root" }

    var parent: TenantPath? {
        guard !isRoot, let slash = description.lastIndex(of: "/") else { return nil }
        return TenantPath(canonical: String(description[..<slash]))
    }

    func child(_ name: String) -> TenantPath { TenantPath(canonical: "\(description)/\(name)") }

    /// The path under which the API serves the tenant itself.
    var entityPath: String { "/tenants" + description }

    /// This tenant, its parent, and so on up to `/root`: the order in which inherited objects are looked up.
    var withAncestors: [TenantPath] { Array(sequence(first: self, next: \.parent)) }
}
