package import Diagnostics
package import StorageModel

/// One action, with the reason for it and the harm it may do.
package struct Step: Sendable, Equatable {
    /// Made of address and action, so that plans compare and runs resume.
    package var id: String
    package var address: ResourceAddress
    /// The resource among whose steps its stage counts: a snapshot's is its volume's.
    package var lane: ResourceAddress
    package var stage: Stage
    package var action: StepAction
    /// What the step achieves, in a few words.
    package var reason: String
    package var hazards: [Hazard]
    /// The manifest line that causes it.
    package var origin: SourceLocation?
    /// What takes the step back when the steps that rely on it cannot all be done; only an offline window has one.
    package var undo: StepAction?
    /// Whose the app instance must still be; nil where that is not looked at.
    package var premise: OwnershipPremise?

    /// A step that is a call to the array.
    package init(
        _ address: ResourceAddress, _ action: String, lane: ResourceAddress? = nil, stage: Stage, call: ArrayCall,
        reason: String,
        hazards: [Hazard] = [], origin: SourceLocation?, undo: ArrayCall? = nil
    ) {
        self.init(
            address, action, lane: lane, stage: stage, does: .call(call), reason: reason, hazards: hazards,
            origin: origin)
        self.undo = undo.map { .call($0) }
    }

    /// A step of any action, which nothing takes back.
    package init(
        _ address: ResourceAddress, _ action: String, lane: ResourceAddress? = nil, stage: Stage, does: StepAction,
        reason: String, hazards: [Hazard] = [], origin: SourceLocation?
    ) {
        id = "\(address):\(action)"
        self.address = address
        self.lane = lane ?? address
        self.stage = stage
        self.action = does
        self.reason = reason
        self.hazards = hazards
        self.origin = origin
    }

    package var risk: Risk { hazards.map(\.risk).max() ?? .safe }

    /// Where a step stands among those of its lane. Stages run one after the other.
    package enum Stage: Int, Sendable, Comparable {
        /// Close the offline window of an interrupted run.
        case recover
        /// Make it.
        case create
        /// Snapshots of it as it was before, and what removes some.
        case safeguard
        /// Everything that can be done online.
        case change
        /// Put data into it, when it is as large as it is declared.
        case fill
        /// Take the app instance offline.
        case openWindow
        /// What needs it offline.
        case insideWindow
        /// Give access, once what is being made is complete.
        case access
        /// Put it back online, and write the marker.
        case finish
        /// Snapshots of what has been made.
        case afterwards

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }
}
