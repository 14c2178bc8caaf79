private import Locking

/// Lets requests through as the congestion window allows, first come first served.
final class ConcurrencyLimiter: Sendable {
    private struct State: Sendable {
        var window = CongestionWindow()
        var waiting: [CheckedContinuation<CongestionWindow.Ticket, Never>] = []
        var nextWaiting = 0
    }

    private let state = Locked(State())

    /// The fewest lanes there were; nil when there never was a limit.
    var narrowest: Int? { state.withLock { $0.window.narrowest } }

    /// Does the work in a lane of its own; the result says whether the array was busy.
    func pass<Result: Sendable>(_ work: () async -> (Result, isBusy: Bool)) async -> Result {
        let ticket = await enter()
        let (result, isBusy) = await work()
        leave(ticket, isBusy: isBusy)
        return result
    }

    private func enter() async -> CongestionWindow.Ticket {
        await withCheckedContinuation { continuation in
            let ticket = state.withLock { state -> CongestionWindow.Ticket? in
                guard state.nextWaiting == state.waiting.count, let ticket = state.window.begin() else {
                    state.waiting.append(continuation)
                    return nil
                }
                return ticket
            }
            if let ticket { continuation.resume(returning: ticket) }
        }
    }

    private func leave(_ ticket: CongestionWindow.Ticket, isBusy: Bool) {
        let admitted = state.withLock { state in
            state.window.end(ticket, isBusy: isBusy)
            var admitted: [(CheckedContinuation<CongestionWindow.Ticket, Never>, CongestionWindow.Ticket)] = []
            while state.nextWaiting < state.waiting.count, let ticket = state.window.begin() {
                admitted.append((state.waiting[state.nextWaiting], ticket))
                state.nextWaiting += 1
            }
            if state.nextWaiting == state.waiting.count {
                state.waiting.removeAll(keepingCapacity: true)
                state.nextWaiting = 0
            }
            return admitted
        }
        for (continuation, ticket) in admitted { continuation.resume(returning: ticket) }
    }
}
