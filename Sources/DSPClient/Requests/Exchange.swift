internal import Logging
internal import StorageModel

/// Sends requests and tries them again for as long as the retry policy says. Knows nothing of sessions.
struct Exchange: Sendable {
    let configuration: DSPConfiguration
    let transport: any HTTPTransport
    let timing: Timing
    let logger: Logger
    let counters = RequestCounters()
    let clock = ArrayClock()
    let permit = WritePermit()
    let lanes = ConcurrencyLimiter()
    let outage = Outage()
    let observer: (@Sendable (RequestRecord) -> Void)?
    /// Of this client's own; those of calls and sessions are added as they come.
    let secrets: SecretFilter

    init(
        configuration: DSPConfiguration, transport: any HTTPTransport, timing: Timing, logger: Logger,
        observer: (@Sendable (RequestRecord) -> Void)?
    ) {
        self.configuration = configuration
        self.transport = transport
        self.timing = timing
        self.logger = logger
        self.observer = observer
        secrets = SecretFilter([configuration.password] + ProxySetting.secrets(for: configuration.endpoint))
    }

    /// The final answer, whatever its status.
    ///
    /// - Parameters:
    ///   - version: the path's first part; nil for paths without one.
    ///   - key: the session's key; nil before there is one.
    ///   - retries: false for a request that is not worth waiting for.
    func answer(
        to request: APIRequest, version: APIVersion?, key: Secret? = nil, retries: Bool = true
    ) async throws(ArrayFailure) -> Answer {
        let facts = facts(of: request, version: version)
        var http: HTTPRequest
        do {
            http = try request.http(version: version, key: key, configuration: configuration)
        } catch {
            throw .refused(facts, message: "the request cannot be written as JSON: \(error)")
        }
        let policy = RetryPolicy(interval: configuration.retryInterval, budget: configuration.retryBudget)
        let start = timing.now()
        var isRetry = false
        var lost: AttemptFailure?
        while true {
            let attemptFailure: AttemptFailure
            http.notAfter = request.notAfter ?? (request.needsLease ? permit.deadline : nil)
            do throws(AttemptFailure) {
                let answer = try await attempt(http, request, facts, isRetry: isRetry)
                outage.end()
                return answer
            } catch {
                attemptFailure = error
            }
            if attemptFailure.isLoss { lost = attemptFailure }
            if case .transport(.noAnswer) = attemptFailure { http.needsFreshConnection = true }
            // Whatever came after a lost answer, the request may have been done.
            let failure = (lost ?? attemptFailure).failure(facts)
            let now = timing.now()
            let elapsed = now - min(start, outage.note(at: now))
            let wait = policy.wait(
                after: attemptFailure, isRepeatable: request.isRepeatable, hasAnswered: outage.hasAnswered,
                elapsed: elapsed, jitter: timing.jitter())
            guard retries, let wait else { throw failure }
            if !Task.isCancelled {
                logger.log(
                    level: outage.mayTell(at: now) ? .warning : .info,
                    "\(attemptFailure); trying again for \(policy.left(after: elapsed)) at most (\(facts))")
            }
            guard await slept(for: wait) else { throw failure }
            isRetry = true
        }
    }

    /// What a failure says about a request that this exchange would send.
    func facts(of request: APIRequest, version: APIVersion?) -> FailedCall {
        let prefix = version.map { "/v\($0.rawValue)" } ?? ""
        let url = "\(configuration.endpoint)\(prefix)\(request.path.encoded)"
        return FailedCall("\(request.method.rawValue) \(url)", tenant: request.tenant)
    }

    /// False when the task has been cancelled, before or meanwhile.
    private func slept(for wait: Duration) async -> Bool {
        guard !Task.isCancelled else { return false }
        do {
            try await timing.sleep(wait)
            return true
        } catch {
            return false
        }
    }

    /// In a lane of its own, unless it is about the lease, which must not run out because others wait.
    private func attempt(
        _ http: HTTPRequest, _ request: APIRequest, _ facts: FailedCall, isRetry: Bool
    ) async throws(AttemptFailure) -> Answer {
        if request.isLease { return try await send(http, request, facts, isRetry: isRetry).get() }
        let result = await lanes.pass {
            let result = await send(http, request, facts, isRetry: isRetry)
            if case .failure(let attemptFailure) = result { return (result, isBusy: attemptFailure.asksForLess) }
            return (result, isBusy: false)
        }
        return try result.get()
    }

    private func send(
        _ http: HTTPRequest, _ request: APIRequest, _ facts: FailedCall, isRetry: Bool
    ) async -> Result<Answer, AttemptFailure> {
        guard !http.isTooLate(at: timing.now()) else { return .failure(.transport(.tooLate)) }
        counters.count(isRetry: isRetry)
        let start = timing.now()
        let response: HTTPResponse
        do throws(TransportFailure) {
            response = try await transport.send(http)
        } catch {
            let failure = error.mapTexts(secrets.clean)
            note(http, request, .failed("\(failure)"), since: start, isRetry: isRetry)
            return .failure(.transport(failure))
        }
        clock.note(response, sent: start)
        note(http, request, .status(response.status), since: start, isRetry: isRetry)
        let answer = Answer(response, to: facts, without: secrets)
        if let attemptFailure = answer.attemptFailure { return .failure(attemptFailure) }
        return .success(answer)
    }

    /// Never a body, a token or a password.
    private func note(
        _ http: HTTPRequest, _ request: APIRequest, _ outcome: RequestRecord.Outcome,
        since start: ContinuousClock.Instant,
        isRetry: Bool
    ) {
        let record = RequestRecord(
            method: http.method.rawValue, target: http.path + (http.query.map { "?\($0)" } ?? ""),
            endpoint: request.isLease ? "lease" : "\(http.method.rawValue) \(request.path.template)",
            tenant: request.tenant, outcome: outcome, duration: timing.now() - start, isRetry: isRetry)
        counters.count(record)
        observer?(record)
        logger.debug(
            "\(http)",
            metadata: [
                "tenant": "\(record.tenant?.description ?? "-")", "outcome": "\(outcome)",
                "ms": "\(record.duration.milliseconds)",
            ])
    }
}
