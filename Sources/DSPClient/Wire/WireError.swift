/// The error object of the API (dsp-api.md 1.7). A 503 may come with most of it missing.
struct WireError: JSONReadable {
    var name: String?
    var code: WireInteger?
    var message: String?

    private enum Key: String, CaseIterable {
        case name, code, message
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .name: name = try reader.optional()
            case .code: code = try reader.optional()
            case .message: message = try reader.optional()
            }
        }
    }

    /// Whether anything in it shows that a DSP wrote it.
    var isMeaningful: Bool { name != nil || code != nil || message != nil }

    /// Whether the array does not know the API version that was asked for (dsp-api.md 1.1).
    var meansUnsupportedVersion: Bool { name?.contains("UnsupportedVersion") == true || code?.value == 99 }
}

/// The answer of `GET /api_versions`, which has no envelope, for instance `v2`, `v2.1`, `v2.2` (dsp-api.md 1.1).
struct WireVersions: JSONReadable {
    var apiVersions: [String]

    private enum Key: String, CaseIterable {
        case apiVersions = "api_versions"
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let start = try reader.enterObject()
        var apiVersions: [String]?
        while let key = try reader.next(Self.keys) {
            switch key {
            case .apiVersions: apiVersions = try [String](from: &reader)
            }
        }
        self.apiVersions = try reader.required(apiVersions, "api_versions", of: start)
    }
}

/// The answer to a login, which has no envelope (dsp-api.md 1.3).
struct WireSession: JSONReadable {
    /// The session's key. Missing or empty means that the login was refused.
    var key: String?

    private enum Key: String, CaseIterable {
        case key
    }

    private static let keys = JSONKeys<Key>()

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        _ = try reader.enterObject()
        while let key = try reader.next(Self.keys) {
            switch key {
            case .key: self.key = try reader.optional()
            }
        }
    }
}

/// An integer however it is spelt: 20, 20.0 or "20". The schema says "number" for sizes, and clients exchange strings
/// (dsp-api.md 2.5).
struct WireInteger: JSONReadable, Hashable {
    /// Of a fraction, what is left without it.
    let value: Int
    /// What was written, where that is not a whole number.
    let fraction: Double?

    /// The whole number that is not less.
    var roundedUp: Int { value + ((fraction ?? 0) > Double(value) ? 1 : 0) }

    init(from reader: inout JSONReader) throws(JSONReadingError) {
        let isText = reader.peek() == UInt8(ascii: "\"")
        let start = reader.position
        if !isText, let integer = try reader.integer() {
            value = integer
            fraction = nil
            return
        }
        let number = isText ? Double(try String(from: &reader)) : try reader.double()
        guard let number, let integer = Int(exactly: number.rounded(.towardZero)) else {
            throw reader.error(.unusable("no integer"), at: start)
        }
        value = integer
        fraction = Double(integer) == number ? nil : number
    }
}
