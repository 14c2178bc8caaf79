import TestSupport
import Testing

@testable import Simulation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Random requests, valid and mutilated, against the rules themselves. `SOAK_REQUESTS` sets how many, `SOAK_SEED` which.
@Suite struct RandomRequestTests {
    private static let streams = 2
    /// Following every path costs as much as hundreds of requests.
    private static let requestsPerTour = 1_000
    private static let requestsPerCheck = 10

    private static func number(_ name: String, default fallback: Int) -> Int {
        getenv(name).flatMap { Int(String(cString: $0)) } ?? fallback
    }

    @Test(.thorough) func randomRequestsNeverBreakAnInvariantNorLeaveHalfAChange() async throws {
        let count = Self.number("SOAK_REQUESTS", default: 16_000)
        let seed = Self.number("SOAK_SEED", default: 1)
        let statuses = try await withThrowingTaskGroup(of: [Int: Int].self) { group in
            for stream in 0..<Self.streams {
                let requests = count / Self.streams + (stream < count % Self.streams ? 1 : 0)
                let seed = UInt64(seed) &+ UInt64(stream)
                group.addTask { try RandomRequestTests().run(requests, seed: seed) }
            }
            return try await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        }
        let summary = statuses.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
        print("Sent \(count) random requests in \(Self.streams) streams, seed \(seed): \(summary)")
        #expect(statuses.values.reduce(0, +) == count)
        #expect(count < 100 || statuses[200, default: 0] > count / 10, "too few requests succeed to say anything")
    }

    /// One stream against its own array; answers how often each status came.
    private func run(_ count: Int, seed: UInt64) throws -> [Int: Int] {
        let now = ArrayTime(nanoseconds: 1_600_000_000_123_456_789)
        let configuration = SimulatorConfiguration(seed: seed)
        var machine = ArrayMachine(configuration, state: .fresh(configuration, at: now))
        let login = SimulatedRequest(
            method: "PUT", target: "/v2.2/login", body: Array(#"{"name":"admin","password":"password"}"#.utf8))
        let key = try #require(try JSONParser.parse(machine.respond(to: login, at: now).response.body)["key"]?.string)
        var generator = RequestGenerator(seed: seed)
        var statuses: [Int: Int] = [:]
        for number in 1...max(1, count) where number <= count {
            let request = generator.next(key: key)
            let place = "seed \(seed), request \(number): \(request.method) \(request.target)"
            let before = machine.state
            let response = machine.respond(to: request, at: now).response
            statuses[response.status, default: 0] += 1
            let json = try #require(try? JSONParser.parse(response.body), "\(place) is not answered in JSON")
            // `#expect` itself costs more than the request it looks at.
            if response.status == 401 || response.status >= 500 { Issue.record("\(place) answers \(response.status)") }
            if response.status != 200,
                json["http"] != .int(response.status) || !machine.state.isUnchanged(since: before)
            {
                Issue.record("\(place) was refused, but not without a trace")
            }
            if number % Self.requestsPerCheck == 0 || number == count {
                for violation in machine.state.violations { Issue.record("\(place): \(violation)") }
            }
            if number % Self.requestsPerTour == 0 || number == count {
                var copies = EmbeddedCopies(machine, key: key, now: now)
                copies.checkAll()
                for fault in copies.faults { Issue.record("\(place): \(fault)") }
            }
        }
        return statuses
    }
}
