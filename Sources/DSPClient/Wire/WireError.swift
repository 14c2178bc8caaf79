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
