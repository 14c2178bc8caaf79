/// A change that a volume is still working on.
struct PendingOperation: Sendable, Codable, Equatable {
    /// The `op_status` that is shown until then.
    let status: String
    let until: ArrayTime
}
