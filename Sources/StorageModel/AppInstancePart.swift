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

/// A part that shall go from an app instance that stays.
package struct PartRemoval: Sendable, Hashable {
    package var part: AppInstancePart
    package var location: SourceLocation?

    package init(_ part: AppInstancePart, location: SourceLocation? = nil) {
        self.part = part
        self.location = location
    }
}
