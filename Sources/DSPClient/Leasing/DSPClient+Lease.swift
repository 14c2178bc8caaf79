package import StorageModel

/// Leases as app instances: a POST either makes the only one or conflicts, and a DELETE names a
/// uuid, so that it can only ever remove the lease that its sender has read.
extension DSPClient: LeaseStore {
    package func createLease(
        of stack: String, for holder: LeaseHolder, nonce: String, ttl: Duration
    ) async throws(ArrayFailure) -> LeaseClaim {
        let tenant = try await leaseTenant()
        let (record, deadline) = draft(holder, nonce, ttl)
        let name = LeaseRecord.objectName(for: stack)
        var request = APIRequest.post(.appInstances, LeaseBody(name: name, record: record), in: tenant)
        request.notAfter = deadline
        request.isLease = true
        var rounds = 0
        while true {
            do throws(ArrayFailure) {
                let wire = try await read(request, as: WireAppInstance.self).envelope.data
                return .granted(
                    begin(LeaseTenure(object: wire.reference(in: tenant), record: record, deadline: deadline)))
            } catch {
                guard error.needsStandingCheck else { throw error }
                // Whose is the one that is there? Perhaps it was made by this very request, whose answer was lost.
                if let found = try await lease(of: stack) {
                    guard found.record?.nonce == nonce else { return .held(found) }
                    return .granted(begin(LeaseTenure(object: found.object, record: record, deadline: deadline)))
                }
                // Removed meanwhile, or never made. A conflict with nothing, again and again, is none of ours.
                rounds += 1
                guard rounds < 5 else { throw error }
            }
        }
    }

    package func renewLease(_ tenure: LeaseTenure, ttl: Duration) async throws(ArrayFailure) -> LeaseTenure? {
        let (record, deadline) = draft(tenure.record.holder, tenure.record.nonce, ttl)
        var request = APIRequest.put(
            .appInstance(tenure.object.id), LeaseUpdateBody(record: record), in: tenure.object.tenant)
        // The lease that runs out is the one that is being renewed, not the one that this would make.
        request.notAfter = tenure.deadline
        request.isLease = true
        // One that hangs must leave time for others, and one that is only slow must not be taken for hanging.
        request.timeout = max(ttl / 6, .seconds(1))
        do throws(ArrayFailure) {
            let (_, facts) = try await read(request, as: WireAppInstance.self)
            // Another run may have found it expired before the array wrote this, and may be in progress by now.
            guard tenure.deadline > exchange.timing.now() else { throw ArrayFailure.leaseLost(facts) }
        } catch .notFound {
            exchange.permit.extend(tenure.object, to: exchange.timing.now())
            return nil
        }
        return begin(LeaseTenure(object: tenure.object, record: record, deadline: deadline))
    }

    package func lease(of stack: String) async throws(ArrayFailure) -> LeaseReading? {
        let tenant = try await leaseTenant()
        do throws(ArrayFailure) {
            let path = APIPath.appInstance(LeaseRecord.objectName(for: stack))
            var request = APIRequest.get(path, in: tenant)
            request.isLease = true
            let wire = try await read(request, as: WireAppInstance.self).envelope.data
            return LeaseReading(
                object: wire.reference(in: tenant), record: wire.descr.flatMap(LeaseRecord.init(text:)),
                now: exchange.clock.shown(at: exchange.timing.now()))
        } catch .notFound {
            return nil
        }
    }

    /// The array deletes only what is offline.
    package func deleteLease(
        _ object: AppInstanceReference, before deadline: ContinuousClock.Instant?
    ) async throws(ArrayFailure) {
        let path = APIPath.appInstance(object.id)
        let update = AppInstanceUpdateBody(AppInstanceUpdate(adminState: .offline, force: true))
        var offline = APIRequest.put(path, update, in: object.tenant)
        var deletion = APIRequest.delete(path, in: object.tenant)
        (offline.notAfter, deletion.notAfter) = (deadline, deadline)
        (offline.isLease, deletion.isLease) = (true, true)
        for _ in 1...5 {
            do throws(ArrayFailure) {
                _ = try await read(offline, as: WireAppInstance.self)
                _ = try await read(deletion, as: WireAppInstance.self)
                return
            } catch .notFound {
                return
            } catch .answerLost {
                // The next round finds it gone, or tries again.
                continue
            }
        }
        throw .answerLost(exchange.facts(of: deletion, version: nil), reason: "again and again")
    }

    /// From now on nothing is written that this lease does not cover.
    private func begin(_ tenure: LeaseTenure) -> LeaseTenure {
        exchange.permit.extend(tenure.object, to: tenure.deadline)
        return tenure
    }

    /// The record to write now, and until when it is good. A sixth of the time is kept in reserve for what is under way
    /// when it ends.
    private func draft(
        _ holder: LeaseHolder, _ nonce: String, _ ttl: Duration
    ) -> (LeaseRecord, ContinuousClock.Instant) {
        let now = exchange.timing.now()
        let deadline = now + ttl * 5 / 6
        if let expiry = exchange.clock.expiry(in: ttl, from: now) {
            return (LeaseRecord(holder: holder, nonce: nonce, expiry: expiry), deadline)
        }
        // No `Date` in any answer, or none that HTTP knows: nothing in the API promises one.
        let expiry = exchange.timing.timeOfDay().advanced(by: ttl)
        let quiet = max(1, UTCSecond(secondsSince1970: 0).advanced(by: ttl).secondsSince1970)
        return (LeaseRecord(holder: holder, nonce: nonce, expiry: expiry, quietSeconds: quiet), deadline)
    }

    /// The first that the array lists, which is the same for all who may see the same.
    private func leaseTenant() async throws(ArrayFailure) -> TenantPath {
        do throws(ArrayFailure) {
            var request = APIRequest.get(.tenants)
            request.isLease = true
            let tenants = try await read(request, as: [WireTenant].self).envelope.data
            return tenants.first?.flattened().first?.path ?? .root
        } catch .permissionDenied {
            return .root
        }
    }
}

extension WireAppInstance {
    fileprivate func reference(in tenant: TenantPath) -> AppInstanceReference {
        AppInstanceReference(tenant: tenant, id: identity)
    }
}
