package import Diagnostics

/// A storage instance or a volume inside an app instance.
package enum AppInstancePart: Sendable, Hashable, CustomStringConvertible {
    case storageInstance(String)
    case volume(VolumePath)

    package var description: String {
        switch self {
        case .storageInstance(let name): name
        case .volume(let path): path.description
        }
    }
}

/// A part to remove from an app instance that stays.
package struct PartRemoval: Sendable, Hashable {
    package var part: AppInstancePart
    package var location: SourceLocation?

    package init(_ part: AppInstancePart, location: SourceLocation? = nil) {
        self.part = part
        self.location = location
    }
}

/// A volume inside its app instance.
package struct VolumePath: Sendable, Hashable, Encodable, CustomStringConvertible {
    package var storage: String
    package var volume: String

    package init(storage: String, volume: String) {
        self.storage = storage
        self.volume = volume
    }

    package var description: String { "\(storage)/\(volume)" }
}

/// A snapshot policy to remove from a volume that stays, with all its data and its snapshots.
package struct PolicyRemoval: Sendable, Hashable {
    package var name: String
    /// The only volume that is meant; nil means every volume of the app instance.
    package var volume: VolumePath?
    package var location: SourceLocation?

    package init(_ name: String, of volume: VolumePath? = nil, location: SourceLocation? = nil) {
        self.name = name
        self.volume = volume
        self.location = location
    }

    package func concerns(_ path: VolumePath) -> Bool { volume == nil || volume == path }
}
