/// The DSP software version, dotted integers such as `3.3.3.0`.
package struct ProductVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var components: [Int]
    package var description: String { components.map(String.init).joined(separator: ".") }

    /// Parts that are not a number count as 0, so that an odd build suffix never stops a run.
    package init(_ text: String) {
        components = text.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    }

    /// From 3.3 volumes are placed by named policies, before by a mode (dsp-api.md 1.8).
    package var hasPlacementPolicies: Bool { self >= ProductVersion("3.3") }

    /// One that places volumes by policies, and one that places them by modes.
    static let oneForEachPlacement = [ProductVersion("3.3"), ProductVersion("3.2")]

    /// Before 3.3 the size of a volume made from a template was the template's business for good (dsp-api.md Q6).
    package var changesTemplateSizes: Bool { self >= ProductVersion("3.3") }

    package var metadataStore: MetadataStore { self >= ProductVersion("3.3") ? .ecosystem : .plain }

    package static func < (left: Self, right: Self) -> Bool {
        let length = max(left.components.count, right.components.count)
        func padded(_ version: Self) -> [Int] {
            version.components + Array(repeating: 0, count: length - version.components.count)
        }
        return padded(left).lexicographicallyPrecedes(padded(right))
    }

    /// `3.3` and `3.3.0.0` are one version.
    package static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(components.reversed().drop { $0 == 0 }.reversed().map { $0 })
    }
}
