internal import StorageModel

/// A call came without a secret that it refers to: a mistake of this program, not of the array or the manifest.
struct MissingSecret: Error, Sendable, Hashable {
    let reference: SecretReference
}
