// FoundationEssentials for a temporary file.
import FoundationEssentials
import Testing

@testable import Simulation

@Suite struct StateFileTests {
    private func withFile(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "dsp-state-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    private func opened(_ path: String) throws -> Simulator {
        try Simulator.opened(SimulatorConfiguration(stateFile: path))
    }

    private func state(of simulator: Simulator) async throws -> JSONValue {
        try StateCodec.json(await simulator.machine.state)
    }

    @Test func anArraySurvivesBeingKilled() async throws {
        try await withFile { path in
            let first = try opened(path)
            await first.seedDemo(20)
            let refused = SimulatedRequest(method: "PUT", target: "/v2.3/login", body: Array("{}".utf8))
            #expect(await first.respond(to: refused)?.status == 422)
            let patch = SimulatedRequest(
                method: "PATCH", target: "/_sim/state/app_instances/ledger-0", body: Array(#"{"descr":"X1"}"#.utf8))
            #expect(await first.respond(to: patch)?.status == 200)
            let second = try opened(path)
            #expect(try await state(of: second) == state(of: first))
            #expect(try await state(of: opened(path)) == state(of: first), "folded into one line")
        }
    }

    @Test func aTornLastLineIsForgotten() async throws {
        try await withFile { path in
            let first = try opened(path)
            await first.seedDemo(5)
            var bytes = Array(try Data(contentsOf: URL(filePath: path)))
            bytes.removeLast(40)
            try Data(bytes).write(to: URL(filePath: path))
            let second = try opened(path)
            #expect(await second.machine.state.appInstances.count == 4)
        }
    }

    @Test func aFileThatIsNoStateIsRefused() async throws {
        try await withFile { path in
            try Data("hello\n".utf8).write(to: URL(filePath: path))
            #expect(throws: (any Error).self) { try opened(path) }
        }
    }

    @Test func demosObeyTheRules() async throws {
        let simulator = Simulator(configuration: SimulatorConfiguration())
        await simulator.seedDemo(30)
        await simulator.seedDemo(30)
        let state = await simulator.machine.state
        #expect(state.appInstances.count == 30 && state.tenants.count == 4)
    }
}
