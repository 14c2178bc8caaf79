/// A fault that the simulator was told to inject.
struct Fault: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case unavailable = "503"
        /// An internal error of the array.
        case broken = "500"
        case initialising
        case delay
        /// The request is not carried out, and the connection ends without an answer.
        case dropBefore = "drop-before"
        /// The request is carried out, but its answer is lost.
        case dropAfter = "drop-after"
        /// The request waits until it is released.
        case hold
        /// Every connection ends at once.
        case refuse
    }

    enum Point: String, Sendable {
        case received, answered
    }

    let id: Int
    let kind: Kind
    let match: FaultMatch
    /// The share of matching requests that is hit; 1 is each.
    let rate: Double
    /// How many are still to be hit; nil for no limit.
    var remaining: Int?
    /// How many matching requests pass first.
    var passing: Int
    let delay: Duration
    /// Where a held request waits.
    let point: Point
    /// When the fault is over; nil is never.
    let endsAt: ArrayTime?

    var view: JSONValue {
        var members: JSONObject = ["id": .int(id), "kind": .string(kind.rawValue), "rate": .double(rate)]
        members["match"] = .string(match.description)
        members["remaining"] = remaining.map { .int($0) }
        members["passing"] = .int(passing)
        members["point"] = .string(point.rawValue)
        return .object(members)
    }
}
