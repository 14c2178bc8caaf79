/// The version of the array's software: dotted integers, compared number by number.
package struct ProductVersion: Sendable, Comparable, CustomStringConvertible {
    private let parts: [Int]

    /// Placement policies, int_ecosystem_data and template overrides came with this release.
    static let placementPolicies = ProductVersion(parts: [3, 3, 0, 0])
    /// Storage pools and remote providers.
    static let storagePools = ProductVersion(parts: [3, 2, 0, 0])
    static let largeVolumes = ProductVersion(parts: [3, 0, 0, 0])

    private init(parts: [Int]) { self.parts = parts }

    /// Reads `3.3.3.0`; nil when a part is not a number, since real clients crash on such versions.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.allSatisfy({ $0.map { 0..<100 ~= $0 } ?? false }) else { return nil }
        self.init(parts: parts.compactMap { $0 })
    }

    package var description: String { parts.map { String($0) }.joined(separator: ".") }

    package static func < (left: ProductVersion, right: ProductVersion) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}
