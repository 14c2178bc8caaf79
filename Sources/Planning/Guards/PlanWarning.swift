package import Diagnostics

/// Something a guard found that does not stop a plan.
package struct PlanWarning: Sendable, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        /// An `ignore` entry whose last day is over; its fields are compared again.
        case expiredIgnore = "expired_ignore"
        /// A live clone was made of something else than the manifest names.
        case originChanged = "origin_changed"
        /// Volumes that are offline without the manifest saying so.
        case offline
        /// One that a run of this stack took offline and has not put back, and that this plan does not put back either.
        case leftOffline = "left_offline"
        /// What the array says is wrong with volumes of the stack.
        case unhealthy
        /// What the array has and this version does not know, so that it was not compared.
        case unknownValue = "unknown_value"
        /// Snapshot policies of whole app instances, which no manifest can declare.
        case appInstancePolicies = "app_instance_policies"
        /// The plan needs more room than the array has.
        case capacity
    }

    package var code: Code
    package var message: String
    /// What to do.
    package var hint: String
    package var location: SourceLocation?

    package init(_ code: Code, _ message: String, hint: String, location: SourceLocation? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.location = location
    }
}
