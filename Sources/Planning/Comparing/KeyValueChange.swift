package import StorageModel

/// One key of the extended metadata before and after.
package struct KeyValueChange: Sendable, Equatable {
    package var key: String
    package var from: String?
    package var to: Declared<String>

    var field: Field { Self.field(of: key) }

    /// As the manifest calls it.
    static func field(of key: String) -> Field {
        key == MetadataKey.humanDescription ? .description : .metadata(key)
    }
}

extension DesiredAppInstance {
    /// What of the declared key-values is not there; an empty text and no value are the same (dsp-api.md 2.14).
    func keyValueChanges(from live: [String: String]) -> [KeyValueChange] {
        metadata.sorted { $0.key < $1.key }.compactMap { key, wanted in
            let value = live[key] ?? ""
            guard value != wanted.value else { return nil }
            return KeyValueChange(key: key, from: value.isEmpty ? nil : value, to: wanted)
        }
    }
}
