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

    @Test func whatAnOlderBuildDidNotKeepIsAsInAFreshArray() async throws {
        try await withFile { path in
            let first = try opened(path)
            await first.seedDemo(2)
            var saved = try #require(try await state(of: first).object)
            saved["event_log"] = nil
            try Data(JSONWriter.encoded(.object(saved))).write(to: URL(filePath: path))
            let second = try opened(path)
            #expect(await second.machine.state.appInstances.count == 2)
            #expect(await second.machine.state.eventLog.events.map(\.code) == ["SYSTEM_STARTED"])
        }
    }

    @Test(
        arguments: [
            (#"{"app_instances":[{"id":"x"}]}"#, "app_instances.0.tenant is missing"),
            (#"{"tenants":7}"#, "tenants is not what it should be"), ("[]", "it is not what it should be"), ("{", ""),
        ])
    func aFileThatCannotBeReadIsToldAndLeftAsItIs(_ text: String, _ reason: String) async throws {
        try await withFile { path in
            try Data((text + "\n").utf8).write(to: URL(filePath: path))
            let failure = #expect(throws: SetupFailure.self) { try opened(path) }
            let description = failure?.description ?? ""
            #expect(description.contains(reason) && description.contains(path))
            #expect(try Data(contentsOf: URL(filePath: path)) == Data((text + "\n").utf8))
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
