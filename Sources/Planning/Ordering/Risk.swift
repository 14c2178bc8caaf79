/// How bad a step can be for those who use the storage.
package enum Risk: String, Sendable, Comparable, CaseIterable {
    /// No user is affected.
    case safe
    /// Takes an app instance offline, or cuts off a connected initiator.
    case disruptive
    /// Data is gone afterwards.
    case destructive

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .safe: 0
        case .disruptive: 1
        case .destructive: 2
        }
    }
}
