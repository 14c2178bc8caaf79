/// What a volume's key-values say of a declared snapshot. Nothing said means that nobody has asked for it, or that it has
/// been removed on purpose: then its name is free.
package enum SnapshotProgress: String, Sendable, Hashable {
    /// It may have been taken or not: whoever finds it missing takes it.
    case asked
    /// It was there. When it is missing now, somebody has deleted it.
    case taken
}
