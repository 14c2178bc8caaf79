package import Diagnostics

/// A snapshot policy that shall go from a volume that stays, with all its data and its snapshots.
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
