/// A version of the REST API, as in the path prefix `v2.2`.
package struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    let major: Int
    let minor: Int

    package static let v21 = APIVersion(major: 2, minor: 1)
    package static let v22 = APIVersion(major: 2, minor: 2)
    package static let v23 = APIVersion(major: 2, minor: 3)

    /// Those with response envelopes and tenants; plain `v2` is another protocol and is not simulated.
    package static let simulated = [v21, v22, v23]

    package var description: String { minor == 0 ? "v\(major)" : "v\(major).\(minor)" }

    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension APIVersion {
    /// Reads `v2.2` or `2.2`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let digits = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard numbers.count == parts.count else { return nil }
        self.init(major: numbers[0], minor: numbers.count > 1 ? numbers[1] : 0)
    }
}
