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
