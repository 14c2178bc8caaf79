/// Whether an app instance serves its volumes.
package enum AdminState: String, CaseIterable, Sendable, Hashable, Encodable {
    case online, offline
}

/// Who may connect where no ACL entry says anything.
package enum AccessControlMode: String, CaseIterable, Sendable, Hashable, Encodable {
    case allowAll = "allow_all"
    case denyAll = "deny_all"
}
