internal import Locking
package import StorageModel

/// Gets a lease, keeps it while work is done, and gives it back.
package struct LeaseKeeper: Sendable {
    /// How many dead leases are removed in a row. If there is always one more, another client creates them.
    private static let maximumTakeovers = 5
    /// Of a lease that is left: past, also by a clock that shows whole seconds.
    private static let over = Duration.seconds(-2)

    private let store: any LeaseStore
    /// Whose lease it is.
    package let stack: String
    private let holder: LeaseHolder
    private let nonce: String
    private let terms: LeaseTerms
    private let timing: Timing
    private let isGone: @Sendable (LeaseHolder) -> Bool
    private let report: @Sendable (ApplyEvent) -> Void

    /// - Parameters:
    ///   - holder: this process.
    ///   - nonce: 16 random hex digits.
    ///   - timing: the clock that the store's deadlines go by.
    ///   - isGone: whether a process is known to have ended; false when that is unknown.
    package init(
        _ store: any LeaseStore, stack: String, holder: LeaseHolder, nonce: String, terms: LeaseTerms = LeaseTerms(),
        timing: Timing,
        isGone: @escaping @Sendable (LeaseHolder) -> Bool,
        report: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) {
        self.store = store
        self.stack = stack
        self.holder = holder
        self.nonce = nonce
        self.terms = terms
        self.timing = timing
        self.isGone = isGone
        self.report = report
    }

    /// Does the work while holding the lease. A lost lease cancels the work; the end of the work gives the lease back.
    ///
    /// - Parameters:
    ///   - isLeft: whether the lease stays as one that has run out, so that the next run takes it over and knows that
    ///     there is something to complete.
    ///   - work: learns whether the lease was taken over from a run that did not end properly.
    package func hold<Result: Sendable>(
        leavingIf isLeft: @Sendable (_ result: Result, _ tookOver: Bool) -> Bool = { _, _ in false },
        _ work: @escaping @Sendable (_ tookOver: Bool) async -> Result
    ) async throws(ArrayFailure) -> LeaseOutcome<Result> {
        let (tenure, tookOver): (LeaseTenure, Bool)
        switch try await acquire() {
        case .held(let reading): return .held(reading)
        case .acquired(let acquired, let replaced): (tenure, tookOver) = (acquired, replaced)
        }
        report(.leaseAcquired(tenure.record, tookOver: tookOver))
        // Written by the one who renews, read by the one who releases.
        let latest = Locked(tenure)
        let working = Task { await work(tookOver) }
        // Detached: an interrupted run still finishes its calls and closes its windows, and needs the lease for that.
        let renewing = Task.detached {
            guard let reason = await keep(latest) else { return true }
            report(.leaseLost(reason))
            working.cancel()
            return false
        }
        let result = await withTaskCancellationHandler {
            await working.value
        } onCancel: {
            working.cancel()
        }
        renewing.cancel()
        guard await renewing.value, latest.withLock({ $0.deadline }) > timing.now() else { return .lost(result) }
        await release(latest.withLock { $0 }, leaving: isLeft(result, tookOver))
        return .completed(result)
    }

    /// Removes what an interrupted run has left, if it has. Returns whether there was something.
    package func removeRemains() async throws(ArrayFailure) -> Bool {
        guard let reading = try await store.lease(of: stack), mayTakeOver(reading) else { return false }
        try await store.deleteLease(reading.object, before: nil)
        return true
    }

    /// It is never used again.
    package func mayTakeOver(_ reading: LeaseReading) -> Bool {
        guard let record = reading.record else { return false }
        return reading.isExpired || (record.holder.isNeighbour(of: holder) && isGone(record.holder))
    }
}

// MARK: Getting, keeping, giving back

extension LeaseKeeper {
    private enum Acquisition: Sendable {
        case acquired(LeaseTenure, tookOver: Bool)
        case held(LeaseReading)
    }

    private func acquire() async throws(ArrayFailure) -> Acquisition {
        let start = timing.now()
        var takeovers = 0
        var isWaiting = false
        var watch = LeaseWatch()
        while true {
            let asked = timing.now()
            // Not to be cut short by a signal: what the array has made must be known, or it cannot be given back.
            let claim = try await uninterrupted { () async throws(ArrayFailure) in
                try await store.createLease(of: stack, for: holder, nonce: nonce, ttl: terms.ttl)
            }
            let reading: LeaseReading
            switch claim {
            case .granted(let tenure): return .acquired(tenure, tookOver: takeovers > 0)
            case .held(let found): reading = found
            }
            let isQuiet = watch.sees(reading, asked: asked, answered: timing.now())
            if takeovers < Self.maximumTakeovers, isQuiet || mayTakeOver(reading) {
                try await store.deleteLease(reading.object, before: nil)
                takeovers += 1
                continue
            }
            guard timing.now() - start < terms.patience, !Task.isCancelled else { return .held(reading) }
            if !isWaiting { report(.leaseAwaited(reading)) }
            isWaiting = true
            // Told to stop while it waits: the lease is still another run's.
            do { try await timing.sleep(min(terms.look, terms.patience)) } catch { return .held(reading) }
        }
    }

    /// Renews until it is cancelled. Returns why the lease is lost, if it is.
    private func keep(_ latest: Locked<LeaseTenure>) async -> String? {
        while true {
            do { try await timing.sleep(terms.renewal) } catch { return nil }
            let tenure = latest.withLock { $0 }
            do throws(ArrayFailure) {
                guard let renewed = try await store.renewLease(tenure, ttl: terms.ttl) else {
                    return "another client has removed it"
                }
                latest.withLock { $0 = renewed }
            } catch {
                if Task.isCancelled { return nil }
                if tenure.deadline <= timing.now() { return "it could not be renewed in time: \(error)" }
            }
        }
    }

    private func release(_ tenure: LeaseTenure, leaving isLeft: Bool) async {
        do throws(ArrayFailure) {
            try await uninterrupted { () async throws(ArrayFailure) in
                if isLeft {
                    _ = try await store.renewLease(tenure, ttl: Self.over)
                } else {
                    try await store.deleteLease(tenure.object, before: tenure.deadline)
                }
            }
            report(.leaseReleased)
        } catch {
            report(.leaseLeft(tenure.record, error))
        }
    }
}
