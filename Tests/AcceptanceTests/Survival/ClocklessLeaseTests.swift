import DSPClient
import Execution
import Simulation
import StorageModel
import TestSupport
import Testing

/// Leases on an array, or behind a proxy, whose answers have no `Date`.
@Suite(.timeLimit(.minutes(1))) struct ClocklessLeaseTests {
    /// Carries answers without their `Date`, or with one that HTTP does not know.
    private struct Clockless: HTTPTransport {
        let base: any HTTPTransport
        let date: String?

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
            var response = try await base.send(request)
            response.headers["Date"] = date
            return response
        }
    }

    private static func keeper(
        _ client: DSPClient, pid: Int, ttl: Duration, patience: Duration = .zero
    ) -> LeaseKeeper {
        var terms = LeaseTerms()
        terms.ttl = ttl
        terms.renewal = ttl / 4
        terms.patience = patience
        terms.look = .milliseconds(50)
        return LeaseKeeper(
            client, stack: "pair", holder: LeaseHolder(host: "host-\(pid)", realm: "1a2b3c4d", pid: pid),
            nonce: "000000000000000\(pid)", terms: terms, timing: .real, isGone: { _ in false })
    }

    @Test(arguments: [nil, "2026-11-21T02:30:00Z"])
    func aRunHoldsItsLeaseRenewsItAndGivesItBack(date: String?) async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array in
            let client = array.client { Clockless(base: $0, date: date) }
            let outcome = try await Self.keeper(client, pid: 1, ttl: .seconds(50)).hold { _ in
                (try? await array.leases().count) ?? 0
            }
            guard case .completed(1) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(try await array.leases().isEmpty)
        }
    }

    @Test func aLeaseThatIsRenewedIsNeverTakenOverAndOneThatIsLeftIs() async throws {
        try await SimulatedDSP.with(SimulatorConfiguration(), .inProcess) { array in
            let (first, second) = (
                array.client { Clockless(base: $0, date: nil) }, array.client { Clockless(base: $0, date: nil) }
            )
            // For as long as the second one waits, which is longer than the lease lasts without a renewal.
            let outcome = try await Self.keeper(first, pid: 1, ttl: .seconds(2)).hold { _ in
                try? await Self.keeper(second, pid: 2, ttl: .seconds(2), patience: .seconds(4)).hold { $0 }
            }
            guard case .completed(.some(.held)) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let left = try await first.createLease(
                of: "pair", for: LeaseHolder(host: "gone", realm: "1a2b3c4d", pid: 3), nonce: "0000000000000003",
                ttl: .seconds(2))
            guard case .granted = left else {
                Issue.record("\(left)")
                return
            }
            let later = try await Self.keeper(second, pid: 2, ttl: .seconds(2), patience: .seconds(20)).hold { $0 }
            guard case .completed(true) = later else {
                Issue.record("\(later)")
                return
            }
        }
    }
}
