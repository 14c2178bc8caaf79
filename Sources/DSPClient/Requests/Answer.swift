internal import StorageModel

/// A final HTTP answer together with what it answers.
struct Answer: Sendable {
    let response: HTTPResponse
    /// Of the request, with this answer's status.
    let facts: FailedCall
    /// What no text of it may repeat.
    private let secrets: SecretFilter

    init(_ response: HTTPResponse, to facts: FailedCall, without secrets: SecretFilter) {
        var facts = facts
        facts.code = response.status
        self.response = response
        self.facts = facts
        self.secrets = secrets
    }

    /// Any 2xx (dsp-api.md 1.4).
    var isSuccess: Bool { (200..<300).contains(response.status) }

    /// Nil when the body is not the DSP's error object: then something else has answered, such as a proxy.
    var errorBody: WireError? {
        guard var error = try? JSON.decode(WireError.self, from: response.body), error.isMeaningful else { return nil }
        error.name = error.name.map(secrets.clean)
        error.message = error.message.map(secrets.clean)
        return error
    }

    /// The body of a successful answer.
    func decoded<Body: JSONReadable>(as type: Body.Type) throws(ArrayFailure) -> Body {
        guard isSuccess else { throw failure }
        do throws(JSONReadingError) {
            return try JSON.decode(type, from: response.body)
        } catch {
            let reason = secrets.clean(error.description(in: response.body))
            guard error.reason != .notJSON, let place = WireNames.place(of: error, in: response.body) else {
                throw .unintelligible(facts, reason: reason)
            }
            throw .unusable(facts, reason: "of \(secrets.clean(place)): \(reason)")
        }
    }
}

// MARK: Classification

extension Answer {
    /// The attemptFailure in this answer; nil when it is final.
    var attemptFailure: AttemptFailure? {
        let error: WireError?
        switch response.status {
        case 429, 503: error = errorBody
        case 502, 504: return .swallowed(status: response.status, retryAfter: retryAfter)
        case 500:
            error = errorBody
            // The API gives nothing but this text to tell a REST server that starts from one that fails (dsp-api.md
            // Q4).
            guard error?.message?.contains("REST server is still initializing") == true else { return nil }
        default: return nil
        }
        return .busy(
            reason: error?.message ?? "it asks to come back later", status: response.status, retryAfter: retryAfter)
    }

    /// In seconds, or as a moment by the clock that the same answer shows (RFC 9110, 10.2.3).
    private var retryAfter: Duration? {
        guard let text = response.headers["Retry-After"] else { return nil }
        var seconds = Double(text)
        if let moment = UTCSecond(httpDate: text), let now = response.headers["Date"].flatMap(UTCSecond.init(httpDate:))
        {
            seconds = Double(moment.secondsSince1970 - now.secondsSince1970)
        }
        guard let seconds, (0..<1_000_000).contains(seconds) else { return nil }
        return .seconds(seconds)
    }

    /// What an answer that is not a success means, by status and code (dsp-api.md 1.7); never by its text.
    var failure: ArrayFailure {
        if (300..<400).contains(response.status), let location = response.headers["Location"] {
            return .misconfigured(
                facts, reason: "it redirects to \(secrets.clean(location.withoutLogin).shown(limit: 300))",
                remedy: "A DSP does not redirect: if that is the array, give its address with --mgmt.")
        }
        guard let error = errorBody else {
            let reason = "HTTP \(response.status) without a DSP error"
            return (500..<600).contains(response.status)
                ? .serverError(facts, message: reason) : .unintelligible(facts, reason: reason)
        }
        let message = error.message ?? error.name ?? "no reason given"
        return switch response.status {
        // The only numeric code that is known to mean "there already": a snapshot's uuid.
        case 400 where error.code?.value == 15: .conflict(facts, message: message)
        case 400, 405, 422: .refused(facts, message: message)
        case 401, 403: .permissionDenied(facts, message: message)
        case 404: .notFound(facts, message: message)
        case 409: .conflict(facts, message: message)
        default: .serverError(facts, message: message)
        }
    }
}

extension String {
    /// A URL without the login that it may hold, and without its query, in which gateways keep tokens.
    fileprivate var withoutLogin: String {
        guard let end = firstIndex(where: { $0 == "?" || $0 == "#" }) else { return withoutUser }
        return String(self[..<end]).withoutUser + "\(self[end])…"
    }

    private var withoutUser: String {
        guard let scheme = firstRange(of: "//") else { return self }
        let authority = self[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return self }
        return String(self[..<scheme.upperBound] + self[at...].dropFirst())
    }
}
