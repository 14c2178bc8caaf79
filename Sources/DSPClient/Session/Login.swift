internal import StorageModel

/// Opens a session, with the newest API version that the array and this tool both speak.
struct Login: Sendable {
    let exchange: Exchange

    /// Tries the versions in this order: one request for each that the array does not know, one for the one it does.
    func grant(trying versions: [APIVersion]) async throws(ArrayFailure) -> SessionToken {
        var refusal: Answer?
        for version in versions {
            let answer = try await exchange.answer(to: request, version: version)
            guard Self.meansUnsupportedVersion(answer) else {
                return SessionToken(key: try key(in: answer), api: version)
            }
            refusal = answer
        }
        let offered = await offeredVersions()
        // Some other web server has no such paths either.
        if let refusal, refusal.errorBody == nil, offered.isEmpty { throw refusal.failure }
        throw .noCommonVersion(offered: offered)
    }

    private var request: APIRequest {
        let configuration = exchange.configuration
        let body = LoginBody(
            name: configuration.username, password: configuration.password, remoteServer: configuration.remoteServer)
        // Two logins are as good as one: the first session just ends unused.
        return APIRequest(method: .put, path: .login, body: body, isRepeatable: true)
    }

    /// Boxes name the error; very old ones have no such path, or answer 400 without a DSP error (dsp-api.md 1.1).
    private static func meansUnsupportedVersion(_ answer: Answer) -> Bool {
        if answer.isSuccess { return false }
        if let error = answer.errorBody, error.meansUnsupportedVersion { return true }
        return answer.response.status == 404 || (answer.response.status == 400 && answer.errorBody == nil)
    }

    private func key(in answer: Answer) throws(ArrayFailure) -> Secret {
        guard answer.isSuccess else {
            // Here a server shows for the first time what it is. One that fails without a DSP's error is another one.
            if (500..<600).contains(answer.response.status), answer.errorBody == nil {
                throw .unintelligible(answer.facts, reason: "HTTP \(answer.response.status) without a DSP error")
            }
            // 400 and 422 say that such a name or password cannot exist (recorded schema: both have patterns).
            guard [400, 401, 403, 422].contains(answer.response.status) else { throw answer.failure }
            let error = answer.errorBody
            // A 403 that is not a DSP's comes from some other server, or from a proxy.
            guard error != nil || answer.response.status == 401 else { throw answer.failure }
            throw .authenticationRefused(answer.facts, message: error?.message ?? "no reason given.")
        }
        guard let key = try answer.decoded(as: WireSession.self).key, !key.isEmpty else {
            throw .authenticationRefused(answer.facts, message: "it gave no session key")
        }
        exchange.secrets.add([Secret(key)])
        return Secret(key)
    }

    /// What the array says it speaks, for the error message only.
    private func offeredVersions() async -> [String] {
        let request = APIRequest(method: .get, path: APIPath("api_versions"), isRepeatable: true)
        let answer = try? await exchange.answer(to: request, version: nil, retries: false)
        return ((try? answer?.decoded(as: WireVersions.self))?.apiVersions ?? []).map(exchange.secrets.clean)
    }
}
