/// A simulated array for any number of clients at once: the rules, the faults, the request log and the admin endpoints.
package actor Simulator {
    let configuration: SimulatorConfiguration
    var machine: ArrayMachine
    var faults: FaultPlan
    var log = RequestLog()
    private(set) var held: [Int: HeldRequest] = [:]
    private var lastHold = 0

    package init(configuration: SimulatorConfiguration) {
        self.configuration = configuration
        faults = FaultPlan(seed: configuration.seed)
        machine = ArrayMachine(configuration, state: .fresh(configuration, at: configuration.clock()))
    }

    /// Answers one request; nil stands for a connection that ends without an answer.
    package func respond(to request: SimulatedRequest) async -> SimulatedResponse? {
        if request.rawPath.hasPrefix("/_sim") { return administer(request, at: configuration.clock()) }
        let start = configuration.clock()
        let (response, rule) = await disturbedAnswer(to: request)
        log.append(
            LoggedRequest(
                method: request.method, path: String(request.rawPath), query: String(request.rawQuery),
                tenant: request.header("tenant") ?? "", status: response?.status ?? 0,
                milliseconds: configuration.clock().milliseconds(since: start), rule: rule))
        return response
    }

    /// The request's way through the faults. Between two suspensions the actor does nothing else, so carrying a request
    /// out is one step however many clients there are.
    private func disturbedAnswer(to request: SimulatedRequest) async -> (SimulatedResponse?, rule: String?) {
        let verdict = faults.verdict(on: request, at: configuration.clock())
        if verdict.dropsBefore { return (nil, nil) }
        if verdict.delay > .zero {
            do { try await Task.sleep(for: verdict.delay) } catch { return (nil, nil) }
        }
        if verdict.holds.contains(.received), await hold(request, at: .received) == .drop { return (nil, nil) }
        let now = configuration.clock()
        if let refusal = verdict.refusal { return (machine.refuse(request, refusal, at: now), nil) }
        let (response, rule) = machine.respond(to: request, at: now)
        if verdict.holds.contains(.answered), await hold(request, at: .answered) == .drop { return (nil, rule) }
        return (verdict.dropsAfter ? nil : response, rule)
    }

    private func hold(_ request: SimulatedRequest, at point: Fault.Point) async -> HeldRequest.Release {
        lastHold += 1
        let id = lastHold
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                held[id] = HeldRequest(
                    id: id, method: request.method, path: String(request.rawPath), point: point,
                    continuation: continuation)
            }
        } onCancel: {
            Task { await self.release(id, .drop) }
        }
    }

    func release(_ id: Int, _ release: HeldRequest.Release) {
        held.removeValue(forKey: id)?.continuation.resume(returning: release)
    }

    /// The answer to a request whose body is too large to be read.
    func refuseBody(of request: SimulatedRequest) -> SimulatedResponse {
        let refusal = Refusal(kind: .tooLarge, message: "The body of the request is too large")
        return machine.refuse(request, refusal, at: configuration.clock())
    }

    /// Lets all held requests go on, as at the end of a test or of the process.
    package func releaseAll() {
        for id in held.keys.sorted() { release(id, .proceed) }
    }
}
