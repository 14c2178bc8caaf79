internal import StorageModel

/// The session that all requests of a client share. However many need one at once, there is one login.
actor Session {
    /// Ends with nil when it was cancelled, which is no answer for those who were not.
    private typealias Opening = Task<Result<SessionToken, ArrayFailure>?, Never>

    private enum State {
        case none
        case opening(Opening)
        case open(SessionToken)
        /// Asking again, with the same password or for the same versions, is pointless, and some arrays lock a user out
        /// for it.
        case refused(ArrayFailure)
    }

    private let login: Login
    private var state = State.none
    /// Versions to try: all until one has worked, then that one.
    private var versions: [APIVersion]

    init(login: Login) {
        self.login = login
        versions = login.exchange.configuration.apiVersion.map { [$0] } ?? APIVersion.allCases.reversed()
    }

    /// The open session, or a new one.
    ///
    /// - Parameter stale: a session that the array no longer accepts. The first request that has it replaces it; the
    ///   others find the new one.
    func grant(replacing stale: SessionToken? = nil) async throws(ArrayFailure) -> SessionToken {
        if case .open(let grant) = state, grant == stale { state = .none }
        while true {
            let task: Opening
            switch state {
            case .open(let grant): return grant
            case .refused(let failure): throw failure
            case .opening(let running): task = running
            case .none:
                task = opening()
                state = .opening(task)
            }
            let outcome = await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            settle(task, outcome)
            if let outcome { return try outcome.get() }
            if Task.isCancelled { throw .unreachable(loginFacts, reason: "cancelled") }
        }
    }

    /// The open session if there is one, which then is no longer used.
    func end() -> SessionToken? {
        guard case .open(let grant) = state else { return nil }
        state = .none
        return grant
    }

    private func opening() -> Opening {
        // Unstructured, because several requests wait for it and any of them may be the first to go away.
        Task { [login, versions] in
            do throws(ArrayFailure) {
                return .success(try await login.grant(trying: versions))
            } catch {
                return Task.isCancelled ? nil : .failure(error)
            }
        }
    }

    private func settle(_ task: Opening, _ outcome: Result<SessionToken, ArrayFailure>?) {
        guard case .opening(task) = state else { return }
        switch outcome {
        case .success(let grant):
            state = .open(grant)
            versions = [grant.api]
        case .failure(let failure):
            state = failure.isAnswerToEveryLogin ? .refused(failure) : .none
        case nil: state = .none
        }
    }

    private var loginFacts: FailedCall {
        login.exchange.facts(of: APIRequest(method: .put, path: .login, isRepeatable: true), version: versions.first)
    }
}

extension ArrayFailure {
    /// Whether the next login would be answered in the same way.
    fileprivate var isAnswerToEveryLogin: Bool {
        switch self {
        case .authenticationRefused, .noCommonVersion: true
        case .unreachable, .misconfigured, .answerLost, .unavailable, .permissionDenied, .notFound, .conflict,
            .unexpected, .refused, .serverError, .unintelligible, .unusable, .leaseLost, .ownerChanged:
            false
        }
    }
}

/// An open session: the key that the array gave, and the version it was given under.
struct SessionToken: Sendable, Hashable {
    let key: Secret
    let api: APIVersion
}
