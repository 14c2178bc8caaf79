/// What keeps a volume from being attached as wanted: where, what, and what to do about it.
package struct HostProblem: Sendable, Hashable, CustomStringConvertible {
    /// Names that scripts may rely on.
    package enum Code: String, Sendable, CaseIterable {
        /// The device behind the address is not the one that was recorded, or its paths are not the same volume.
        case deviceIdentity = "device_identity"
        case deviceInUse = "device_in_use"
        case chapRefused = "chap_refused"
        /// The target refuses the login: the ACL, CHAP, or a limit of sessions.
        case loginRefused = "login_refused"
        case secretMissing = "secret_missing"
        case pathMissing = "path_missing"
        case hostPrerequisite = "host_prerequisite"
        /// A session or a record that this tool has not made.
        case foreignTarget = "foreign_target"
        /// Another host uses the same initiator name.
        case duplicateInitiator = "duplicate_initiator"
        case extendWaits = "extend_waits"
        case deviceMissing = "device_missing"
        case mapMissing = "map_missing"
        case notReadable = "not_readable"
        /// Something of a detached volume is still there.
        case leftover
        case toolFailed = "tool_failed"
        case recordLocked = "record_locked"
        case notPermitted = "not_permitted"

        /// Whether running again without doing something first is of no use.
        package var isBlock: Bool {
            switch self {
            case .deviceIdentity, .deviceInUse, .chapRefused, .loginRefused, .secretMissing, .hostPrerequisite,
                .foreignTarget, .duplicateInitiator:
                true
            case .pathMissing, .extendWaits, .deviceMissing, .mapMissing, .notReadable, .leftover, .toolFailed,
                .recordLocked, .notPermitted:
                false
            }
        }
    }

    package var code: Code
    /// The volume, target or device that it is about.
    package var subject: String
    package var message: String
    package var remedy: String

    package init(_ code: Code, _ subject: String, _ message: String, remedy: String) {
        self.code = code
        self.subject = subject
        self.message = message
        self.remedy = remedy
    }

    package var description: String { "\(subject): \(message); \(remedy)" }
}
