/// A tenant as the DSP's `tenant` header names it: `/root`, `/root/payments`, `/root/a/b` (dsp-api.md 2.2).
package struct TenantPath: Hashable, Sendable, Encodable, Comparable, CustomStringConvertible {
    /// The names below `/root`; empty for the root tenant.
    package let components: [String]

    package static let root = TenantPath(components: [])

    package init(components: [String]) { self.components = components }

    /// Accepts what people write: `payments`, `/payments`, `root/payments`, `/root/payments`, `/root`.
    package init(_ text: String) {
        var parts = text.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        if parts.first == "root" { parts.removeFirst() }
        components = parts
    }

    /// The form of the `tenant` header.
    package var description: String { (["/root"] + components).joined(separator: "/") }

    /// The form a person writes in a manifest: without `/root/`.
    package var shortName: String { components.isEmpty ? "/root" : components.joined(separator: "/") }

    /// Nil for the root tenant.
    package var parent: TenantPath? {
        components.isEmpty ? nil : TenantPath(components: Array(components.dropLast()))
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.components.lexicographicallyPrecedes(right.components)
    }
}
