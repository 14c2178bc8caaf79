/// What a new app instance starts as a copy of. It acts at creation only: what becomes of the source later is no
/// concern of the copy.
package enum CloneOrigin: Sendable, Hashable, CustomStringConvertible {
    /// Another one of the stack.
    case declared(ResourceKey)
    /// One by its name or uuid on the array, of any owner; it is only read.
    case existing(String)
    case snapshot(of: ResourceKey, name: SnapshotName)

    /// The one of the stack that it names.
    package var key: ResourceKey? {
        switch self {
        case .declared(let key), .snapshot(of: let key, name: _): key
        case .existing: nil
        }
    }

    /// The manifest's key for it.
    package var field: Field {
        switch self {
        case .declared, .existing: .cloneOf
        case .snapshot: .fromSnapshot
        }
    }

    package var description: String {
        switch self {
        case .declared(let key): "\(key)"
        case .existing(let name): "existing \(name)"
        case .snapshot(let key, let name): "\(key)@\(name)"
        }
    }
}
