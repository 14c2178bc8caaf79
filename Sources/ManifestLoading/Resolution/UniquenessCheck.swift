import Diagnostics

/// Finds duplicates of names, IQNs and the like, each of which may be used once.
struct UniquenessCheck<Identity: Hashable> {
    private var places: [Identity: SourceLocation?] = [:]

    /// Records the identity; returns the place of its first use, nil if this is the first one.
    mutating func previous(of identity: Identity, at location: SourceLocation?) -> SourceLocation? {
        if let first = places[identity] { return first }
        places[identity] = .some(location)
        return nil
    }
}
