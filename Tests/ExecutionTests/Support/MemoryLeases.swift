import Locking
import StorageModel
import TestSupport

/// One array's leases. The array's clock stands still, that of whoever asks is moved by the test.
final class MemoryLeases: LeaseStore {
    private struct State: Sendable {
        var object: AppInstanceReference?
        var record: LeaseRecord?
        var lastID = 0
        var claims = 0
        var renewals = 0
        var removals = 0
        var comesBack = false
        var renewalsFail = false
        var renewalsHang = false
    }

    private static let now = UTCSecond(secondsSince1970: 1000)
    private static let failure = ArrayFailure.unavailable(FailedCall("PUT x"), reason: "busy")

    private let state = Locked(State())
    let clock = MovedClock()

    var count: Int { state.withLock { $0.object == nil ? 0 : 1 } }
    var claims: Int { state.withLock { $0.claims } }
    var renewals: Int { state.withLock { $0.renewals } }
    var removals: Int { state.withLock { $0.removals } }

    func removeAll() { state.withLock { $0.object = nil } }
    func failRenewals() { state.withLock { $0.renewalsFail = true } }
    func hangRenewals() { state.withLock { $0.renewalsHang = true } }

    func put(_ holder: LeaseHolder?, isExpired: Bool = false, comesBack: Bool = false) {
        state.withLock { state in
            state.lastID += 1
            state.comesBack = comesBack
            state.object = AppInstanceReference(tenant: .root, id: "\(state.lastID)")
            state.record = holder.map {
                LeaseRecord(
                    holder: $0, nonce: "ffffffffffffffff",
                    expiry: UTCSecond(secondsSince1970: isExpired ? 999 : 2000))
            }
        }
    }

    func createLease(
        of stack: String, for holder: LeaseHolder, nonce: String, ttl: Duration
    ) async throws(ArrayFailure) -> LeaseClaim {
        state.withLock { state in
            state.claims += 1
            if let object = state.object {
                return .held(LeaseReading(object: object, record: state.record, now: Self.now))
            }
            state.lastID += 1
            let object = AppInstanceReference(tenant: .root, id: "\(state.lastID)")
            let record = LeaseRecord(holder: holder, nonce: nonce, expiry: Self.now.advanced(by: ttl))
            (state.object, state.record) = (object, record)
            return .granted(LeaseTenure(object: object, record: record, deadline: clock.now + ttl))
        }
    }

    func renewLease(_ tenure: LeaseTenure, ttl: Duration) async throws(ArrayFailure) -> LeaseTenure? {
        let (fails, hangs, isThere) = state.withLock { state in
            state.renewals += 1
            return (state.renewalsFail, state.renewalsHang, state.object == tenure.object)
        }
        if hangs { try? await clock.timing.sleep(.seconds(50)) }
        if fails || hangs { throw Self.failure }
        guard isThere else { return nil }
        state.withLock { $0.record?.expiry = Self.now.advanced(by: ttl) }
        return LeaseTenure(object: tenure.object, record: tenure.record, deadline: clock.now + ttl)
    }

    func lease(of stack: String) async throws(ArrayFailure) -> LeaseReading? {
        state.withLock { state in
            state.object.map { LeaseReading(object: $0, record: state.record, now: Self.now) }
        }
    }

    func deleteLease(
        _ object: AppInstanceReference, before deadline: ContinuousClock.Instant?
    ) async throws(ArrayFailure) {
        state.withLock { state in
            guard state.object == object else { return }
            state.removals += 1
            state.lastID += 1
            state.object = state.comesBack ? AppInstanceReference(tenant: .root, id: "\(state.lastID)") : nil
        }
    }
}
