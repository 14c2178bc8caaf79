import StorageModel
import Testing

@testable import Attachment

@Suite struct ExtendTests {
    private static func extended() async throws -> ModelHost {
        let host = try await Sample.attached()
        host.change { $0.targets[Sample.iqn]?.units[0]?.bytes = 20 * Sample.gib }
        return host
    }

    private static func sizes(_ host: ModelHost) -> [Int] {
        (host.now.devices.map(\.disk.bytes) + host.now.maps.values.map(\.disk.bytes)).map { $0 / Sample.gib }
    }

    @Test func everyPathAndTheMapGrow() async throws {
        let host = try await Self.extended()
        let report = try await host.run().apply([Sample.wanted(size: 20)])
        #expect(report.outcome == .converged && Self.sizes(host) == [20, 20, 20])
        #expect(host.commands.first == "multipathd resize map \(Sample.wwid(0))")
        #expect(!host.commands.contains { $0.contains("reconfigure") || $0.contains("-R") })
        #expect(try await host.run().apply([Sample.wanted(size: 20)]).steps.isEmpty)
    }

    @Test func withAPathDownNothingIsExtended() async throws {
        let host = try await Self.extended()
        host.change { state in state.sessions[state.devices[1].session]?.isLoggedIn = false }
        let report = try await host.run().apply([Sample.wanted(size: 20)])
        #expect(report.outcome == .incomplete)
        #expect(report.problems.contains { $0.code == .extendWaits && $0.message.contains("172.29.0.10") })
        #expect(host.now.maps[Sample.wwid(0)]?.disk.bytes == 10 * Sample.gib)
        #expect(!host.commands.contains { $0.contains("resize") })
        host.change { state in state.sessions[state.devices[1].session]?.isLoggedIn = true }
        #expect(try await host.run().apply([Sample.wanted(size: 20)]).outcome == .converged)
        #expect(Self.sizes(host) == [20, 20, 20])
    }

    @Test func aPathThatComesBackAfterAnExtendJoinsTheLargerMap() async throws {
        let host = Sample.host()
        host.change { $0.targets[Sample.iqn]?.portals[Sample.portals[1]] = false }
        _ = try await host.run().apply([Sample.wanted()])
        host.change { state in
            state.targets[Sample.iqn]?.portals[Sample.portals[1]] = true
            state.targets[Sample.iqn]?.units[0]?.bytes = 20 * Sample.gib
        }
        let report = try await host.run().apply([Sample.wanted(size: 20)])
        #expect(report.outcome == .converged && Self.sizes(host) == [20, 20, 20])
        #expect(host.now.maps[Sample.wwid(0)]?.paths.count == 2)
    }

    @Test func aSizeThatTheTargetDoesNotShowIsReported() async throws {
        let host = try await Sample.attached()
        let report = try await host.run().apply([Sample.wanted(size: 20)])
        #expect(report.outcome == .incomplete)
        #expect(report.problems.contains { $0.code == .extendWaits && $0.message.contains("has 10 GiB") })
        // It can still be used as it is.
        #expect(report.attachments[0].devicePath != nil)
    }

    @Test func aMapThatMultipathdDoesNotResizeIsReported() async throws {
        let host = try await Self.extended()
        host.answer { $0.arguments.first == "resize" ? CommandResult(.exited(1), output: Array("fail\n".utf8)) : nil }
        let report = try await host.run().apply([Sample.wanted(size: 20)])
        #expect(report.outcome == .incomplete)
        #expect(report.problems.contains { $0.message.contains("did not take the new size") })
    }
}
