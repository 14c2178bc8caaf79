#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A simulated array for any number of clients at once: the rules, the faults, the request log and the admin endpoints.
package actor Simulator {
    let configuration: SimulatorConfiguration
    var machine: ArrayMachine
    var faults: FaultPlan
    var log = RequestLog()
    /// Where the state survives a restart; nil keeps it in memory only.
    let journal: StateJournal?
    /// Serves the bytes of volumes; nil where there is no data directory.
    let dataPath: DataPath?
    private(set) var held: [Int: HeldRequest] = [:]
    private var lastHold = 0

    /// A fresh array in memory, without data, whatever `stateFile` and `dataDirectory` say; `opened` is for those.
    package init(configuration: SimulatorConfiguration) {
        let state = ArrayState.fresh(configuration, at: configuration.clock())
        self.init(configuration, ArrayMachine(configuration, state: state), journal: nil, dataPath: nil)
    }

    /// The array that the state file holds, or a fresh one, kept in that file from now on, and its data in the data
    /// directory. Files there that belong to no volume are deleted.
    package static func opened(_ configuration: SimulatorConfiguration) throws -> Simulator {
        var configuration = configuration
        let dataPath = try DataPath.started(configuration)
        configuration.dataPortals = dataPath?.proxy.addresses
        let fresh = ArrayMachine(
            configuration, state: ArrayState.fresh(configuration, at: configuration.clock()))
        do {
            guard let path = configuration.stateFile else {
                try dataPath?.serve(ServedData(fresh.state))
                return Simulator(configuration, fresh, journal: nil, dataPath: dataPath)
            }
            var (machine, journal) = try StateJournal.opened(path, fresh)
            if let dataPath { machine.state.move(to: dataPath.proxy.addresses) }
            try dataPath?.serve(ServedData(machine.state))
            return Simulator(configuration, machine, journal: journal, dataPath: dataPath)
        } catch {
            dataPath?.end()
            if let failure = error as? DataPathFailure { throw SetupFailure(description: failure.description) }
            throw error
        }
    }

    private init(
        _ configuration: SimulatorConfiguration, _ machine: ArrayMachine, journal: StateJournal?, dataPath: DataPath?
    ) {
        self.configuration = configuration
        self.machine = machine
        self.journal = journal
        self.dataPath = dataPath
        faults = FaultPlan(seed: configuration.seed)
    }

    /// Fills an array that has no app instances with `count` realistic ones in several tenants.
    package func seedDemo(_ count: Int) {
        guard machine.state.appInstances.count == 0 else { return }
        let seed = DemoSeed(configuration: configuration, count: count)
        let (login, _) = carryOut(seed.login, at: configuration.clock())
        let key = (try? JSONParser.parse(login.body))?["key"]?.string ?? ""
        for request in seed.requests(key: key) { _ = carryOut(request, at: configuration.clock()) }
    }

    /// Adds a fault, described in JSON as `POST /_sim/faults` takes it.
    package func inject(_ fault: String) throws {
        do {
            _ = try faults.add(try JSONParser.parse(Array(fault.utf8)), at: configuration.clock())
        } catch let refusal as Refusal {
            throw SetupFailure(description: "\(fault): \(refusal.message)")
        } catch let error as JSONSyntaxError {
            throw SetupFailure(description: "\(fault): \(error.message)")
        }
    }

    /// Answers one request; nil stands for a connection that ends without an answer.
    package func respond(to request: SimulatedRequest) async -> SimulatedResponse? {
        if request.rawPath.hasPrefix("/_sim") { return administer(request, at: configuration.clock()) }
        let start = configuration.clock()
        let (response, rule) = await respondWithFaults(to: request)
        log.append(
            LoggedRequest(
                method: request.method, path: String(request.rawPath), query: String(request.rawQuery),
                tenant: request.header("tenant") ?? "", status: response?.status ?? 0,
                milliseconds: configuration.clock().milliseconds(since: start), rule: rule))
        return response
    }

    /// The request's way through the faults. Between two suspensions the actor does nothing else, so carrying a request
    /// out is one step however many clients there are.
    private func respondWithFaults(to request: SimulatedRequest) async -> (SimulatedResponse?, rule: String?) {
        let verdict = faults.verdict(on: request, at: configuration.clock())
        if verdict.dropsBefore { return (nil, nil) }
        if verdict.delay > .zero {
            do { try await Task.sleep(for: verdict.delay) } catch { return (nil, nil) }
        }
        if verdict.holds.contains(.received), await hold(request, at: .received) == .drop { return (nil, nil) }
        let now = configuration.clock()
        if let refusal = verdict.refusal { return (machine.refuse(request, refusal, at: now), nil) }
        let (response, rule) = carryOut(request, at: now)
        if verdict.holds.contains(.answered), await hold(request, at: .answered) == .drop { return (nil, rule) }
        return (verdict.dropsAfter ? nil : response, rule)
    }

    /// One step of the rules, on record before anyone learns of it.
    private func carryOut(_ request: SimulatedRequest, at now: ArrayTime) -> (SimulatedResponse, rule: String?) {
        do {
            try recordSessions(at: now)
            let answer = machine.respond(to: request, at: now)
            guard request.method != "GET" else { return answer }
            try journal?.append(request, at: now)
            try serveData()
            return answer
        } catch {
            return (machine.refuse(request, error, at: now), nil)
        }
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

    /// Ends the process, between two requests. The HTTP server is not shut down: NIO can crash or wait for ever when a
    /// connection comes in meanwhile, and the journal is written before each answer.
    package func end() -> Never {
        dataPath?.end()
        _exit(0)
    }

    /// Ends the data path, as at the end of a test. Nothing may be asked of the simulator after it.
    package func endDataPath() { dataPath?.end() }

    /// Releases all held requests, as at the end of a test.
    package func releaseAll() {
        for id in held.keys.sorted() { release(id, .proceed) }
    }
}
