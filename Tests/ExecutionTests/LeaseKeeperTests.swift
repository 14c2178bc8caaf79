import Execution
import StorageModel
import TestSupport
import Testing

/// Leases on a store in memory, without an array; no time passes but what a test moves the clock by.
@Suite(.timeLimit(.minutes(1))) struct LeaseKeeperTests {
    private static let here = LeaseHolder(host: "here", realm: "1a2b3c4d", pid: 1)

    private func keeper(
        _ store: MemoryLeases, pid: Int = 1, nonce: String = "0000000000000001", patience: Duration = .zero,
        look: Duration = .milliseconds(5), ttl: Duration = .seconds(50),
        isGone: @escaping @Sendable (LeaseHolder) -> Bool = { _ in false }
    ) -> LeaseKeeper {
        var terms = LeaseTerms()
        terms.ttl = ttl
        terms.renewal = .milliseconds(20)
        terms.patience = patience
        terms.look = look
        return LeaseKeeper(
            store, stack: "stack", holder: LeaseHolder(host: "here", realm: "1a2b3c4d", pid: pid), nonce: nonce,
            terms: terms, timing: store.clock.timing, isGone: isGone)
    }

    @Test func theLeaseIsThereWhileTheWorkIsDoneAndNotAfterwards() async throws {
        let store = MemoryLeases()
        let outcome = try await keeper(store).hold { tookOver in
            while store.renewals < 2, !Task.isCancelled { await store.clock.wakeNext() }
            return (tookOver, store.count)
        }
        guard case .completed((false, 1)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(store.count == 0)
    }

    /// The next run takes it over at once, wherever it runs, and knows that there is something to complete.
    @Test(arguments: [true, false]) func aLeaseThatIsLeftHasRunOut(isLeft: Bool) async throws {
        let store = MemoryLeases()
        let outcome = try await keeper(store).hold(leavingIf: { result, _ in result }, { _ in isLeft })
        guard case .completed(isLeft) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(store.count == (isLeft ? 1 : 0))
        guard isLeft else { return }
        let next = try await keeper(store, pid: 2, nonce: "0000000000000002").hold { tookOver in tookOver }
        guard case .completed(true) = next else {
            Issue.record("\(next)")
            return
        }
        #expect(store.count == 0)
    }

    @Test func aLeaseOfALivingNeighbourIsHeld() async throws {
        let store = MemoryLeases()
        store.put(LeaseHolder(host: "here", realm: "1a2b3c4d", pid: 2))
        guard case .held(let reading) = try await keeper(store).hold({ _ in 0 }) else {
            Issue.record("should be held")
            return
        }
        #expect(reading.record?.holder.pid == 2)
        #expect(store.count == 1)
    }

    @Test func aDeadNeighboursLeaseIsTakenOverAtOnceAndADistantOnesIsNot() async throws {
        for (realm, isNeighbour) in [("1a2b3c4d", true), ("ffffffff", false)] {
            let store = MemoryLeases()
            store.put(LeaseHolder(host: "here", realm: realm, pid: 2))
            let outcome = try await keeper(store, isGone: { _ in true }).hold { tookOver in tookOver }
            switch outcome {
            case .completed(let tookOver): #expect(isNeighbour && tookOver)
            case .held: #expect(!isNeighbour)
            case .lost: Issue.record("lost")
            }
        }
    }

    @Test func anExpiredLeaseIsTakenOverWhoeverHeldIt() async throws {
        let store = MemoryLeases()
        store.put(LeaseHolder(host: "elsewhere", realm: "ffffffff", pid: 2), isExpired: true)
        guard case .completed(true) = try await keeper(store).hold({ $0 }) else {
            Issue.record("should be taken over")
            return
        }
    }

    @Test func anUnreadableLeaseIsNeverTakenOver() async throws {
        let store = MemoryLeases()
        store.put(nil, isExpired: true)
        guard case .held = try await keeper(store, isGone: { _ in true }).hold({ $0 }) else {
            Issue.record("should be held")
            return
        }
    }

    /// However often a dead lease is removed, the next claim meets another one: no run may go round in circles.
    @Test func aLeaseThatAlwaysConflictsIsHeldAfterAFewTries() async throws {
        for patience in [Duration.zero, .milliseconds(50)] {
            let store = MemoryLeases()
            store.put(LeaseHolder(host: "elsewhere", realm: "ffffffff", pid: 2), isExpired: true, comesBack: true)
            let passing = Task { while !Task.isCancelled { await store.clock.wakeNext() } }
            defer { passing.cancel() }
            guard case .held(let reading) = try await keeper(store, patience: patience).hold({ $0 }) else {
                Issue.record("should be held")
                return
            }
            #expect(reading.isExpired && store.removals == 5)
        }
    }

    @Test func waitingEndsWhenTheOtherIsDone() async throws {
        let store = MemoryLeases()
        store.put(LeaseHolder(host: "here", realm: "1a2b3c4d", pid: 2))
        let waiting = Task { try await keeper(store, patience: .seconds(10)).hold { _ in 7 } }
        await store.clock.somebodySleeps()
        store.removeAll()
        await store.clock.wakeNext()
        guard case .completed(7) = try await waiting.value else {
            Issue.record("should go on")
            return
        }
    }

    @Test func aLeaseThatIsGoneCancelsTheWork() async throws {
        let store = MemoryLeases()
        let outcome = try await keeper(store).hold { _ in
            store.removeAll()
            await store.clock.wakeNext()
            return (try? await store.clock.timing.sleep(.seconds(1000))) == nil
        }
        guard case .lost(true) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func aLeaseThatCannotBeRenewedEndsTheWorkAtItsDeadline() async throws {
        let store = MemoryLeases()
        let outcome = try await keeper(store, ttl: .milliseconds(300)).hold { _ in
            store.failRenewals()
            while !Task.isCancelled { await store.clock.wakeNext() }
            return true
        }
        guard case .lost(true) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        // Nothing was written any more, so the object stays.
        #expect(store.count == 1)
    }

    /// The renewal that could tell hangs, and is given up when the work ends.
    @Test func workThatEndsAfterTheDeadlineHasLostItsLease() async throws {
        let store = MemoryLeases()
        let outcome = try await keeper(store, ttl: .milliseconds(300)).hold { _ in
            store.hangRenewals()
            await store.clock.wakeNext()
            while store.renewals == 0 { await Task.yield() }
            store.clock.advance(by: .milliseconds(400))
        }
        guard case .lost = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(store.removals == 0)
    }

    @Test func aRunThatIsToldToStopWhileItWaitsDoesNotAskAgain() async throws {
        let store = MemoryLeases()
        store.put(LeaseHolder(host: "elsewhere", realm: "ffffffff", pid: 2))
        let waiting = Task { try await keeper(store, patience: .seconds(50), look: .seconds(50)).hold { _ in } }
        await store.clock.somebodySleeps()
        store.removeAll()
        waiting.cancel()
        guard case .held = try await waiting.value else {
            Issue.record("it went on")
            return
        }
        #expect(store.claims == 1)
    }

    @Test func anInterruptedRunStillGivesItsLeaseBack() async throws {
        let store = MemoryLeases()
        let work = Task {
            try await keeper(store).hold { _ in (try? await store.clock.timing.sleep(.seconds(1000))) == nil }
        }
        await store.clock.somebodySleeps()
        work.cancel()
        guard case .completed(true) = try await work.value else {
            Issue.record("should complete")
            return
        }
        #expect(store.count == 0)
    }
}
