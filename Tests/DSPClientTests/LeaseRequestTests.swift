import DSPClient
import StorageModel
import TestSupport
import Testing

/// How the lease of a stack is asked for.
@Suite struct LeaseRequestTests {
    private static let post = "POST /app_instances"
    private static let get = "GET /app_instances/datera-apply.lease.pair"
    private static let conflict = Reply.error(409, name: "ConflictError", code: 8)

    private static func claim(
        _ routes: [String: [Reply]], date: String? = "Sat, 21 Nov 2026 02:30:00 GMT"
    ) async throws -> (ArrayFailure?, LeaseClaim?, ScriptedArray) {
        let tenants = #"{"data":[{"path":"/root","name":"root"}]}"#
        var headers = HTTPHeaders()
        headers["Date"] = date
        let array = ScriptedArray(
            routes.merging([
                "GET /tenants": [.json(tenants, headers: headers)]
            ]) { first, _ in first })
        let client = DSPClient(array)
        do throws(ArrayFailure) {
            let holder = LeaseHolder(host: "here", realm: "1a2b3c4d", pid: 1)
            let claim = try await client.createLease(
                of: "pair", for: holder, nonce: "0000000000000001", ttl: .seconds(60))
            return (nil, claim, array)
        } catch {
            return (error, nil, array)
        }
    }

    private static func found(nonce: String) -> Reply {
        .data(
            #"{"id":"b1ac5967","name":"datera-apply.lease.pair","descr":"datera-apply lease v1 there.0123abcd.4711 \#(nonce) 20261121T023030Z"}"#
        )
    }

    @Test func aConflictSaysWhoseTheLeaseIs() async throws {
        let (_, claim, _) = try await Self.claim([
            Self.post: [Self.conflict], Self.get: [Self.found(nonce: "00000000deadbeef")],
        ])
        guard case .held(let reading) = claim else {
            Issue.record("\(String(describing: claim))")
            return
        }
        #expect(reading.object.id == "b1ac5967" && reading.record?.holder.pid == 4711 && !reading.isExpired)
    }

    /// The API promises no `Date`, and proxies write it as they like.
    @Test(arguments: [nil, "2026-11-21T02:30:00Z", ""]) func aLeaseNeedsNoDate(date: String?) async throws {
        let made = Reply.data(#"{"id":"b1ac5967","name":"datera-apply.lease.pair"}"#)
        let (_, claim, array) = try await Self.claim([Self.post: [made]], date: date)
        guard case .granted(let tenure) = claim else {
            Issue.record("\(String(describing: claim))")
            return
        }
        #expect(tenure.record.quietSeconds == 60)
        #expect(tenure.deadline < .now + .seconds(51))
        #expect(array.requests.last?.bodyText?.contains(" 60s") == true)
        let (_, held, _) = try await Self.claim(
            [Self.post: [Self.conflict], Self.get: [Self.found(nonce: "00000000deadbeef")]], date: date)
        guard case .held(let reading) = held else {
            Issue.record("\(String(describing: held))")
            return
        }
        #expect(reading.now == nil && !reading.isExpired)
    }

    @Test func aLeaseWhoseAnswerWasLostIsKnownByItsNonce() async throws {
        let (_, claim, array) = try await Self.claim([
            Self.post: [.failure(.noAnswer(reason: "connection reset"))],
            Self.get: [Self.found(nonce: "0000000000000001")],
        ])
        guard case .granted(let tenure) = claim else {
            Issue.record("\(String(describing: claim))")
            return
        }
        #expect(tenure.object.id == "b1ac5967")
        #expect(array.work.count { $0.hasPrefix("POST") } == 1)
    }

    /// By then the name may be that of somebody else's lease.
    @Test func aLeaseIsRemovedByTheIdThatWasRead() async throws {
        let array = ScriptedArray([
            "PUT /app_instances/b1ac5967": [.data(#"{"id":"b1ac5967","name":"datera-apply.lease.pair"}"#)],
            "DELETE /app_instances/b1ac5967": [.data(#"{"id":"b1ac5967","name":"datera-apply.lease.pair"}"#)],
        ])
        try await DSPClient(array).deleteLease(AppInstanceReference(tenant: .root, id: "b1ac5967"), before: nil)
        #expect(
            array.work == ["PUT /v2.2/app_instances/b1ac5967 @/root", "DELETE /v2.2/app_instances/b1ac5967 @/root"])
    }

    @Test func aDeadlineThatHasPassedRemovesNothing() async throws {
        let array = ScriptedArray()
        let failed = await failure { () async throws(ArrayFailure) in
            try await DSPClient(array).deleteLease(
                AppInstanceReference(tenant: .root, id: "b1ac5967"), before: .now - .seconds(1))
        }
        guard case .leaseLost = failed else {
            Issue.record("\(String(describing: failed))")
            return
        }
        #expect(array.work.isEmpty)
    }

    private static func tenure(until deadline: ContinuousClock.Instant) -> LeaseTenure {
        LeaseTenure(
            object: AppInstanceReference(tenant: .root, id: "b1ac5967"),
            record: LeaseRecord(
                holder: LeaseHolder(host: "here", realm: "1a2b3c4d", pid: 1), nonce: "0000000000000001",
                expiry: UTCSecond(secondsSince1970: 2_000_000_000)), deadline: deadline)
    }

    /// A client that knows what time it is on the array.
    private static func client(_ array: ScriptedArray, _ timing: FakeTiming = FakeTiming()) async throws -> DSPClient {
        let client = DSPClient(array, timing: timing)
        _ = try await client.lease(of: "pair")
        return client
    }

    private static func renewable(_ meanwhile: @escaping @Sendable () -> Void = {}) -> ScriptedArray {
        let tenants = #"{"data":[{"path":"/root","name":"root"}]}"#
        let lease = #"{"data":{"id":"b1ac5967","name":"datera-apply.lease.pair"}}"#
        return ScriptedArray([
            "GET /tenants": [.json(tenants, headers: ["Date": "Sat, 21 Nov 2026 02:30:00 GMT"])],
            "PUT /app_instances/b1ac5967": [
                .computed { _ in
                    meanwhile()
                    return HTTPResponse(status: 200, headers: [:], body: Array(lease.utf8))
                }
            ],
        ])
    }

    @Test func aRenewalThatHangsLeavesTimeForOthers() async throws {
        let array = Self.renewable()
        let client = try await Self.client(array)
        #expect(try await client.renewLease(Self.tenure(until: .now + .seconds(50)), ttl: .seconds(60)) != nil)
        let renewal = try #require(array.requests.first { $0.method == .put && $0.path.contains("b1ac5967") })
        #expect(renewal.timeout == .seconds(10) && renewal.isUrgent)
        #expect(array.requests.filter { !$0.isUrgent }.allSatisfy { $0.path.hasSuffix("/login") })
    }

    /// Somebody may have taken the lease over between its end and this answer.
    @Test func anAnswerThatComesAfterTheEndOfTheLeaseRenewsNothing() async throws {
        let timing = FakeTiming()
        let array = Self.renewable { timing.advance(by: .milliseconds(2_100)) }
        let client = try await Self.client(array, timing)
        let failed = await failure { () async throws(ArrayFailure) in
            _ = try await client.renewLease(Self.tenure(until: timing.now + .seconds(2)), ttl: .seconds(60))
        }
        guard case .leaseLost = failed else {
            Issue.record("\(String(describing: failed))")
            return
        }
        #expect(array.work.contains { $0.contains("PUT /v2.2/app_instances/b1ac5967") })
    }

    @Test func withoutItsLeaseAClientWritesNothingMore() async throws {
        let array = Self.renewable()
        let client = try await Self.client(array)
        let held = try #require(
            try await client.renewLease(Self.tenure(until: .now + .seconds(50)), ttl: .seconds(60)))
        var removed = held
        removed.object.id = "gone"
        #expect(try await client.renewLease(removed, ttl: .seconds(60)) == nil)
        let failed = await failure { () async throws(ArrayFailure) in
            _ = try await client.perform(.createTenant(TenantPath("web"), description: nil), secrets: [:])
        }
        guard case .leaseLost = failed else {
            Issue.record("\(String(describing: failed))")
            return
        }
        #expect(!array.work.contains { $0.hasPrefix("POST") })
    }

    /// The name is in use, and nobody uses it: some other rule of the array, which no patience helps against.
    @Test func aConflictWithNothingIsGivenUpAfterAFewTries() async throws {
        let (failure, _, array) = try await Self.claim([Self.post: [Self.conflict]])
        guard case .conflict = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(array.work.count { $0.hasPrefix("POST") } == 5)
    }
}
