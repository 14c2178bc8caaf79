/// The error object of the API (dsp-api.md 1.7). A 503 may come with most of it missing.
struct WireError: Decodable, Sendable {
    var name: String?
    var code: WireInteger?
    var message: String?

    /// Whether anything in it shows that a DSP wrote it.
    var isMeaningful: Bool { name != nil || code != nil || message != nil }

    /// Whether the array does not know the API version that was asked for (dsp-api.md 1.1).
    var meansUnsupportedVersion: Bool { name?.contains("UnsupportedVersion") == true || code?.value == 99 }
}

/// The answer of `GET /api_versions`, which has no envelope, for instance `v2`, `v2.1`, `v2.2` (dsp-api.md 1.1).
struct WireVersions: Decodable, Sendable {
    var apiVersions: [String]

    private enum CodingKeys: String, CodingKey {
        case apiVersions = "api_versions"
    }
}

/// The answer to a login, which has no envelope (dsp-api.md 1.3).
struct WireSession: Decodable, Sendable {
    /// The session's key. Missing or empty means that the login was refused.
    var key: String?
}

/// An integer however it is spelt: 20, 20.0 or "20". The schema says "number" for sizes, and clients exchange strings
/// (dsp-api.md 2.5).
struct WireInteger: Decodable, Sendable, Hashable {
    /// Of a fraction, what is left without it.
    let value: Int
    /// What was written, where that is not a whole number.
    let fraction: Double?

    /// The whole number that is not less.
    var roundedUp: Int { value + ((fraction ?? 0) > Double(value) ? 1 : 0) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let integer = try? container.decode(Int.self) {
            value = integer
            fraction = nil
            return
        }
        let number = try? container.decode(Double.self)
        let text = number == nil ? try container.decode(String.self) : ""
        guard let number = number ?? Double(text), let integer = Int(exactly: number.rounded(.towardZero)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no integer")
        }
        value = integer
        fraction = Double(integer) == number ? nil : number
    }
}
