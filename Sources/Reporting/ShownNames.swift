import Diagnostics
import Planning
import StorageModel

/// Names, keys and places as they may be printed: they come from manifests and from the array.
extension FieldPath {
    /// Before a value.
    var label: String { description.shown(limit: 200) }
}

extension ResourceAddress {
    var shown: String { description.shown() }
}

extension SourceLocation {
    var shown: String { description.shown() }
}
