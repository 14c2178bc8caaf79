import StorageModel

/// What could be read of a list whose entries must differ.
struct UniqueList<Value: Hashable & Sendable> {
    var entries: [Declared<Value>]
    /// Whether that is all of it.
    var isComplete: Bool

    var values: [Value] { entries.map(\.value) }
}
