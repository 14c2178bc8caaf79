/// Whether a storage instance admits initiators that its ACL does not name.
enum AccessControlMode: String, Sendable, Codable {
    case allowAll = "allow_all"
    case denyAll = "deny_all"
}
