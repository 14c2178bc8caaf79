import StorageModel

/// What a new app instance is a copy of: the object itself, not its name.
package struct CopyRecord: Sendable, Equatable, Codable {
    /// The source's uuid; nil for one that the same plan makes.
    package var uuid: String?
    /// The source's name, where it has no uuid yet.
    package var name: String?
    /// The moment of the snapshot; or the name of one that the plan takes first.
    package var snapshot: String?
    /// The content of the cached image that the source holds; nil for any other source.
    package var image: String?

    init(_ spec: CloneSpec) {
        image = spec.image?.description
        let source = spec.source
        if source.app.isByName { name = source.app.id } else { uuid = source.app.id }
        switch source {
        case .appInstance, .volume: break
        case .snapshot(let taken): snapshot = taken.timestamp
        case .namedSnapshot(let named): snapshot = named.name
        }
    }
}

extension Change {
    /// Nil for all that is not a copy.
    var copyRecord: CopyRecord? {
        if case .cloneAppInstance(let clone) = self { CopyRecord(clone.spec) } else { nil }
    }
}
