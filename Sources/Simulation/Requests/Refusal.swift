/// Why a request was not carried out; becomes the array's error body.
struct Refusal: Error, Equatable {
    enum Kind: Sendable {
        case invalidRequest, authFailed, notFound, methodNotAllowed, conflict, tooLarge, validationFailed
        case internalError, initializing, unavailable, unsupportedVersion
    }

    let kind: Kind
    let message: String
    /// The array's own numbering, of which only two are known.
    var code = 0
    /// One sentence per violated rule.
    var errors: [String] = []

    static func invalidRequest(_ message: String, code: Int = 0) -> Refusal {
        Refusal(kind: .invalidRequest, message: message, code: code)
    }

    /// The words "not exist" are what clients look for in a 404.
    static func absent(_ what: String, _ name: String) -> Refusal {
        Refusal(kind: .notFound, message: "\(what) \(name) does not exist")
    }

    static func conflict(_ what: String, _ name: String) -> Refusal {
        Refusal(kind: .conflict, message: "\(what) \(name) already exists")
    }

    static func validationFailed(_ message: String, errors: [String] = []) -> Refusal {
        Refusal(kind: .validationFailed, message: message, errors: errors)
    }

    /// The dbmp client asks its user and repeats with `force` when it reads "override this warning".
    static func needsForce(_ warning: String) -> Refusal {
        .invalidRequest("\(warning) Use force to override this warning.")
    }

    static let invalidSession = Refusal(
        kind: .authFailed,
        message: "The key provided with the request does not correspond to a valid session.")
}

extension Refusal.Kind {
    /// The status and the `name` that clients map to their exception classes.
    var wire: (status: Int, name: String) {
        switch self {
        case .invalidRequest: (400, "InvalidRequestError")
        case .unsupportedVersion: (400, "UnsupportedVersionError")
        case .authFailed: (401, "AuthFailedError")
        case .notFound: (404, "NotFoundError")
        case .methodNotAllowed: (405, "InvalidRequestError")
        case .conflict: (409, "ConflictError")
        case .tooLarge: (413, "InvalidRequestError")
        case .validationFailed: (422, "ValidationFailedError")
        case .internalError, .initializing: (500, "InternalError")
        case .unavailable: (503, "ServiceUnavailableError")
        }
    }
}
