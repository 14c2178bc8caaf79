import Testing

@testable import Simulation

/// Many clients at once over real connections; under the thread sanitizer this also looks for data races.
@Suite struct ConcurrencyTests {
    private static let clients = 64

    @Test func manyClientsAtOnceEachGetTheirOwnAnswers() async throws {
        try await SimulatorServer.withServer(SimulatorConfiguration()) { simulator, port in
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for number in 0..<Self.clients {
                    group.addTask { try await Self.work(as: number, on: port) }
                }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(statuses.filter { $0 == 409 }.count == Self.clients - 1, "one alone made the contended tenant")
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 409 })
            let state = await simulator.machine.state
            #expect(state.violations == [])
            #expect(state.appInstances.count == Self.clients / 2, "every other client deleted its own again")
            #expect(state.appInstances.values.allSatisfy { $0.volumes.map(\.size) == [20] })
        }
    }

    /// One client's day, on a connection of its own; answers the statuses it got.
    private static func work(as number: Int, on port: Int) async throws -> [Int] {
        let connection = try RawConnection(port: port)
        let login = try await connection.send(
            "PUT", "/v2.2/login", body: #"{"name":"admin","password":"password"}"#)
        let key = login.split(separator: #""key":""#).last?.prefix(32) ?? ""
        let (name, app) = ("app-\(number)", "/v2.2/app_instances/app-\(number)")
        let volume = app + "/storage_instances/storage-1/volumes/volume-1"
        let tree = #"[{"name":"storage-1","volumes":[{"name":"volume-1","size":10,"replica_count":1}]}]"#
        var steps = [
            ("POST", "/v2.2/tenants", #"{"name":"contended"}"#),
            ("POST", "/v2.2/app_instances", #"{"name":"\#(name)","storage_instances":\#(tree)}"#),
            ("POST", volume + "/snapshots", "{}"),
            ("PUT", volume, #"{"size":20}"#),
            ("PUT", app + "/metadata", #"{"owner":"\#(name)"}"#),
            ("GET", "/v2.2/app_instances?limit=1000", ""),
            ("GET", app, ""),
            ("PUT", app, #"{"admin_state":"offline"}"#),
        ]
        steps.append(number % 2 == 0 ? ("DELETE", app, "{}") : ("PUT", app, #"{"admin_state":"online"}"#))
        var statuses: [Int] = []
        for (method, path, body) in steps {
            let answer = try await connection.send(method, path, headers: ["Auth-Token: \(key)"], body: body)
            statuses.append(Int(answer.dropFirst(9).prefix(3)) ?? 0)
            if path == app, !answer.contains(#""name":"\#(name)""#) { Issue.record("\(name) got another one's answer") }
        }
        return statuses
    }
}
