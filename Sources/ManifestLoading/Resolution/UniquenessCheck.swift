import Diagnostics

/// Who took a name, an IQN or the like first, where each may be taken once.
struct UniquenessCheck<Identity: Hashable> {
    private var places: [Identity: SourceLocation?] = [:]

    /// Takes the identity; when it is taken already, the place of whoever was first.
    mutating func firstClaim(of identity: Identity, before location: SourceLocation?) -> SourceLocation? {
        if let first = places[identity] { return first }
        places[identity] = .some(location)
        return nil
    }
}
