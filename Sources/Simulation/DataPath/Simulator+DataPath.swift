/// How the simulator and its data path are kept in step. The rules know neither files nor sessions: what they need of
/// them is put into the state before a request, and what they have changed is carried out before the answer.
extension Simulator {
    /// Puts on record who is logged in. It is a change of the state like a request, so the journal has it, too.
    func recordSessions(at now: ArrayTime) throws(Refusal) {
        guard let sessions = dataPath?.proxy.sessions, sessions != machine.state.sessionInitiators else { return }
        let body = JSONValue.object(
            JSONObject(sessions.sorted { $0.key < $1.key }.map { ($0.key, .strings($0.value)) }))
        let request = SimulatedRequest(
            method: "PUT", target: "/_sim/sessions", headers: [("content-type", "application/json")],
            body: JSONWriter.encoded(body))
        _ = try machine.change(by: request, path: ["sessions"])
        try journal?.append(request, at: now)
    }

    /// Makes clients see what the state says. A failure is one of the array, and somebody has to look at it.
    func serveData() throws(Refusal) {
        guard let dataPath else { return }
        do throws(DataPathFailure) {
            try dataPath.serve(ServedData(machine.state))
        } catch {
            StandardError.say("data path: \(error)")
            throw Refusal(kind: .internalError, message: "The data path failed: \(error)")
        }
    }

    /// `GET /_sim/data`, and the faults of the data path below `/_sim/data-faults`.
    func administerData(_ request: SimulatedRequest, _ path: ArraySlice<String>) throws(Refusal) -> JSONValue {
        guard let dataPath else { throw .absent("Data path", "of a simulator without --data-dir") }
        switch (request.method, path.first ?? "", path.dropFirst()) {
        case ("GET", "data", []): return dataPath.view
        case ("GET", "data-faults", []): return dataPath.proxy.faults
        case ("POST", "data-faults", []):
            return ["id": .int(try dataPath.proxy.disturb(try RequestBody.value(of: request, for: .free)))]
        case ("DELETE", "data-faults", []): dataPath.proxy.endFault(nil)
        case ("DELETE", "data-faults", let rest):
            guard let id = rest.first.flatMap({ Int($0) }) else { throw .absent("Fault", rest.first ?? "") }
            dataPath.proxy.endFault(id)
        default: throw .absent("Admin endpoint", "\(request.method) \(request.rawPath)")
        }
        return [:]
    }
}

extension ArrayState {
    /// Who has a session, by IQN of the target, as it is on record.
    fileprivate var sessionInitiators: [String: [String]] {
        appInstances.values.flatMap(\.storageInstances).reduce(into: [:]) { sessions, storage in
            sessions[storage.iqn] = storage.sessionInitiators
        }
    }

    /// Gives every storage instance the portals of a data path, which may be others than those of an earlier run.
    mutating func move(to portals: [String]) {
        for var app in appInstances.values where app.storageInstances.contains(where: { $0.ips != portals }) {
            for index in app.storageInstances.indices { app.storageInstances[index].ips = portals }
            appInstances.put(app)
        }
    }
}

extension DataPath {
    /// The data path that a configuration asks for; nil when it asks for none.
    static func started(_ configuration: SimulatorConfiguration) throws(SetupFailure) -> DataPath? {
        guard let directory = configuration.dataDirectory else { return nil }
        do throws(DataPathFailure) {
            return try DataPath(directory: directory, addresses: configuration.dataAddresses)
        } catch {
            throw SetupFailure(description: error.description)
        }
    }
}
