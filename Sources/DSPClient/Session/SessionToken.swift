internal import StorageModel

/// An open session: the key that the array gave, and the version it was given under.
struct SessionToken: Sendable, Hashable {
    let key: Secret
    let api: APIVersion
}
