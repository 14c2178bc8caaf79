package import StorageModel

/// One key of the extended metadata before and after.
package struct MetadataChange: Sendable, Equatable {
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
    /// What of the declared metadata is not there; an empty text and no value are the same (dsp-api.md 2.14).
    func metadataChanges(from live: [String: String]) -> [MetadataChange] {
        metadata.sorted { $0.key < $1.key }.compactMap { key, desired in
            let value = live.value(spelled: key) ?? ""
            guard !value.hasSameBytes(as: desired.value), live.otherSpelling(of: key) == nil else { return nil }
            return MetadataChange(key: key, from: value.isEmpty ? nil : value, to: desired)
        }
    }

    /// Keys that look the same on the array and have other bytes. Both at once cannot be read back, because JSON
    /// readers take them for one.
    func misspelledKeys(in live: [String: String]) -> [Block] {
        metadata.sorted { $0.key < $1.key }.compactMap { key, desired in
            live.otherSpelling(of: key).map { other in
                Block(
                    .keySpelling, address,
                    "its metadata key `\(key)` is spelled `\(key.spelledOut)` in the manifest and "
                        + "`\(other.spelledOut)` on the array, which looks the same",
                    hint: "use the spelling of the array, or remove the key there", location: desired.location)
            }
        }
    }
}
