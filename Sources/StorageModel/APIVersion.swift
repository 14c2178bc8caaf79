/// A REST API version that this tool speaks, newest last.
package enum APIVersion: String, CaseIterable, Sendable, Comparable {
    case v21 = "2.1"
    case v22 = "2.2"
    case v23 = "2.3"

    /// From 2.2 a tenant's first initiator needs `force`; 2.1 rejects the key (dsp-api.md Q2).
    package var hasInitiatorForce: Bool { self >= .v22 }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
