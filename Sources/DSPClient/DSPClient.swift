package import Logging
package import StorageModel

/// An array behind the DSP's REST API.
package struct DSPClient: StorageArray {
    let exchange: Exchange
    private let session: Session

    /// - Parameters:
    ///   - timing: the clock that waits and leases go by; the transport must have the same one.
    ///   - observer: hears of every request when it has ended.
    package init(
        configuration: DSPConfiguration, transport: any HTTPTransport, timing: Timing,
        logger: Logger = Logger(label: "datera-apply.dsp"), observer: (@Sendable (RequestRecord) -> Void)? = nil
    ) {
        exchange = Exchange(
            configuration: configuration, transport: transport, timing: timing, logger: logger, observer: observer)
        session = Session(login: Login(exchange: exchange))
    }

    /// What has been sent so far, logins included.
    package var statistics: RequestStatistics { exchange.counters.value }

    package var endpointStatistics: [String: EndpointStatistics] { exchange.counters.byEndpoint }

    /// The fewest requests that were let through at once because the array was busy; nil when it never was.
    package var narrowestWidth: Int? { exchange.lanes.narrowest }

    /// Ends the session. A failure here does no harm: sessions end by themselves after a while.
    package func close() async {
        guard let grant = await session.end() else { return }
        let logout = APIRequest(method: .put, path: .logout, isRepeatable: true)
        _ = try? await exchange.answer(to: logout, version: grant.api, key: grant.key, retries: false)
    }

    @discardableResult
    package func perform(
        _ call: ArrayCall, secrets: ResolvedSecrets
    ) async throws(ArrayFailure) -> ObservedAppInstance? {
        exchange.secrets.add(secrets.values)
        let call = try await resolved(call)
        let grant = try await session.grant()
        var request: APIRequest
        do throws(MissingSecret) {
            request = try call.request(api: grant.api, secrets: secrets)
            request.needsLease = true
        } catch {
            throw .refused(
                FailedCall("- \(configuration.endpoint)"),
                message: "nothing was sent, because the secret \(error.reference) was not resolved before the call")
        }
        let answer = try await send(request)
        guard answer.isSuccess else { throw answer.failure }
        return try await settle(call, answer)
    }

    var configuration: DSPConfiguration { exchange.configuration }
    var logger: Logger { exchange.logger }

    /// The version that this session speaks; opens one when there is none.
    func negotiatedVersion() async throws(ArrayFailure) -> APIVersion { try await session.grant().api }

    /// The content of one object or page.
    func read<Content: JSONReadable>(
        _ request: APIRequest, as type: Content.Type
    ) async throws(ArrayFailure) -> (envelope: WireEnvelope<Content>, facts: FailedCall) {
        let answer = try await send(request)
        return (try answer.decoded(as: WireEnvelope<Content>.self), answer.facts)
    }

    /// Sends within the session.
    ///
    /// A 401 may mean that the session has expired, or that this is not allowed (dsp-api.md 1.3): one new login tells,
    /// because the replay's 401 is taken as it is.
    private func send(_ request: APIRequest) async throws(ArrayFailure) -> Answer {
        let grant = try await session.grant()
        let answer = try await exchange.answer(to: request, version: grant.api, key: grant.key)
        guard answer.response.status == 401 else { return answer }
        let renewed = try await session.grant(replacing: grant)
        return try await exchange.answer(to: request, version: renewed.api, key: renewed.key)
    }
}
