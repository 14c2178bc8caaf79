internal import StorageModel

/// A secret inside a body: written out when it is encoded, masked when it is printed.
struct WireSecret: Encodable, Sendable {
    let secret: Secret

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(secret.content)
    }
}
