/// The endpoints below `/_sim`: outside the API, without login, never logged and never disturbed by faults.
extension Simulator {
    func administer(_ request: SimulatedRequest, at now: ArrayTime) -> SimulatedResponse {
        do {
            let value = try administrativeAnswer(request, at: now)
            return SimulatedResponse(status: 200, json: JSONWriter.encoded(value), at: now)
        } catch {
            return machine.refuse(request, error, at: now)
        }
    }

    private func administrativeAnswer(_ request: SimulatedRequest, at now: ArrayTime) throws(Refusal) -> JSONValue {
        try recordSessions(at: now)
        let path = try request.pathSegments().dropFirst()
        switch (request.method, path.first ?? "", path.dropFirst()) {
        case ("GET", "requests", []): return log.view
        case ("DELETE", "requests", []): log = RequestLog()
        case ("GET", "stats", []): return statistics
        case ("GET", "faults", []): return faults.view
        case ("POST", "faults", []):
            let id = try faults.add(try RequestBody.value(of: request, for: .free), at: now)
            return ["id": .int(id)]
        case ("DELETE", "faults", []):
            faults.removeAll()
            releaseAll()
        case ("DELETE", "faults", let rest):
            guard let id = rest.first.flatMap({ Int($0) }) else { throw .absent("Fault", rest.first ?? "") }
            faults.remove(id: id)
        case ("GET", "held", []): return .array(held.values.sorted { $0.id < $1.id }.map(\.view))
        case ("DELETE", "held", let rest): try releaseHeld(rest.first, drops: request.rawQuery == "drop")
        case (_, "data", _), (_, "data-faults", _): return try administerData(request, path)
        case ("GET", "state", []): return try StateCodec.json(machine.state)
        default:
            guard try machine.change(by: request, path: path) else {
                throw .absent("Admin endpoint", "\(request.method) \(request.rawPath)")
            }
            try journal?.append(request, at: now)
            try serveData()
        }
        return [:]
    }

    private var statistics: JSONValue {
        var statistics = log.statistics
        statistics["held"] = .int(held.count)
        statistics["sessions"] = .int(machine.state.sessions.count)
        statistics["app_instances"] = .int(machine.state.appInstances.count)
        return .object(statistics)
    }

    /// `DELETE /_sim/held` releases all, `DELETE /_sim/held/3` one; `?drop` ends their connections instead.
    private func releaseHeld(_ id: String?, drops: Bool) throws(Refusal) {
        let release: HeldRequest.Release = drops ? .drop : .proceed
        guard let id else {
            for id in held.keys.sorted() { self.release(id, release) }
            return
        }
        guard let number = Int(id), held[number] != nil else { throw .absent("Held request", id) }
        self.release(number, release)
    }
}
