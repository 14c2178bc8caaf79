/// The faults in force. Chance comes from a seed, so that a run can be repeated.
struct FaultPlan: Sendable {
    private var faults: [Fault] = []
    private var random: SeededRandom
    private var lastID = 0

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    var view: JSONValue { .array(faults.map(\.view)) }

    /// Adds the fault that `{kind, rate?, count?, after?, ms?, match?, at?}` describes, and answers its id.
    mutating func add(_ body: JSONValue, at now: ArrayTime) throws(Refusal) -> Int {
        guard let kind = body["kind"]?.string.flatMap(Fault.Kind.init) else {
            let kinds = Fault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw .validationFailed("kind must be one of \(kinds)")
        }
        guard let point = Fault.Point(rawValue: body["at"]?.string ?? "received") else {
            throw .validationFailed("at must be received or answered")
        }
        let milliseconds = body["ms"]?.int
        guard 0...86_400_000 ~= milliseconds ?? 0 else { throw .validationFailed("ms must be 0 to 86400000") }
        lastID += 1
        faults.append(
            Fault(
                id: lastID, kind: kind, match: FaultMatch(body["match"]), rate: body["rate"]?.double ?? 1,
                remaining: body["count"]?.int, passing: body["after"]?.int ?? 0,
                delay: .milliseconds(milliseconds ?? 0), point: point,
                endsAt: kind == .refuse ? milliseconds.map { now.advanced(by: .milliseconds($0)) } : nil))
        return lastID
    }

    mutating func removeAll() { faults = [] }

    mutating func remove(id: Int) { faults.removeAll { $0.id == id } }

    /// What the faults do to a request that has just arrived.
    mutating func verdict(on request: SimulatedRequest, at now: ArrayTime) -> FaultVerdict {
        var verdict = FaultVerdict()
        faults.removeAll { $0.endsAt.map { $0 <= now } ?? false || $0.remaining.map { $0 <= 0 } ?? false }
        for index in faults.indices where faults[index].match.admits(request) {
            guard faults[index].passing <= 0 else {
                faults[index].passing -= 1
                continue
            }
            let rate = faults[index].rate
            guard rate >= 1 || Double.random(in: 0..<1, using: &random) < rate else { continue }
            faults[index].remaining = faults[index].remaining.map { $0 - 1 }
            faults[index].add(to: &verdict)
        }
        return verdict
    }
}

extension Fault {
    fileprivate func add(to verdict: inout FaultVerdict) {
        switch kind {
        case .unavailable: verdict.refusal = Refusal(kind: .unavailable, message: "Service temporarily unavailable")
        case .broken: verdict.refusal = Refusal(kind: .internalError, message: "Internal error")
        case .initialising:
            verdict.refusal = Refusal(kind: .initializing, message: "REST server is still initializing")
        case .delay: verdict.delay += delay
        case .dropBefore, .refuse: verdict.dropsBefore = true
        case .dropAfter: verdict.dropsAfter = true
        case .hold: verdict.holds.insert(point)
        }
    }
}
