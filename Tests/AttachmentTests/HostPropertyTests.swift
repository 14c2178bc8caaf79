import StorageModel
import TestSupport
import Testing

@testable import Attachment

/// Hosts in any condition, and any wish: nothing is harmed on the way, and the way ends.
@Suite struct HostPropertyTests {
    private static let iqns = (1...3).map { "iqn.2013-05.com.daterainc:tc:01:sn:t\($0)" }
    private static let foreign = TargetPortal(iqn: "iqn.2000-01.com.example:other", portal: Sample.portals[0])

    private static func host(_ random: inout SeededGenerator) -> ModelHost {
        var state = ModelHostState()
        for (number, iqn) in iqns.enumerated() {
            state.targets[iqn] = ModelHostState.Target(
                portals: Dictionary(uniqueKeysWithValues: Sample.portals.map { ($0, true) }),
                units: Dictionary(
                    uniqueKeysWithValues: (0..<3).map {
                        ($0, ModelHostState.Disk(wwid: Sample.wwid(number * 3 + $0), bytes: 10 * Sample.gib))
                    }), password: random.chance(50) ? Sample.password : nil)
        }
        state.sessions[900] = ModelHostState.Session(target: foreign)
        state.files[ModelHostState.recordPath(foreign)] = "# BEGIN RECORD\n# END RECORD\n"
        return ModelHost(state)
    }

    private static func wish(_ random: inout SeededGenerator, _ host: ModelHost) -> [WantedAttachment] {
        iqns.flatMap { iqn in
            (0..<3).filter { _ in random.chance(40) }.map { lun in
                let password = host.now.targets[iqn]?.password
                let login = password.map { TargetLogin.chap(CHAPLogin(user: "u", password: Secret($0))) } ?? .none
                let bytes = host.now.targets[iqn]?.units[lun]?.bytes ?? 0
                var wanted = Sample.wanted(lun, iqn: iqn, size: bytes >> 30, login: login)
                wanted.volume = "volume/\(iqn.suffix(2))-\(lun)"
                return wanted
            }
        }
    }

    /// What a host lives through between two runs.
    private static func disturb(_ host: ModelHost, _ random: inout SeededGenerator) {
        host.change { state in
            for iqn in iqns {
                for portal in Sample.portals where random.chance(15) {
                    state.targets[iqn]?.portals[portal]?.toggle()
                    let isUp = state.targets[iqn]?.portals[portal] == true
                    for (id, session) in state.sessions where session.target == TargetPortal(iqn: iqn, portal: portal) {
                        state.sessions[id]?.isLoggedIn = isUp
                    }
                }
                if random.chance(15) { state.targets[iqn]?.units[0]?.bytes += 5 * Sample.gib }
                if random.chance(5) { state.targets[iqn]?.units[1]?.wwid += "f" }
            }
            for name in state.maps.keys.sorted() where random.chance(20) {
                let isMounted = state.maps[name]?.mount != nil
                state.maps[name]?.mount = isMounted ? nil : "/mnt/\(name)"
            }
            if random.chance(10) { state.maps = state.maps.filter { $0.value.mount != nil } }
            if random.chance(10), state.maps.isEmpty {
                state.sessions = state.sessions.filter { $0.key == 900 }
                state.devices = []
            }
        }
    }

    /// Everything up, nothing mounted.
    private static func settle(_ host: ModelHost) {
        host.change { state in
            for iqn in iqns { for portal in Sample.portals { state.targets[iqn]?.portals[portal] = true } }
            for id in state.sessions.keys { state.sessions[id]?.isLoggedIn = true }
            for name in state.maps.keys { state.maps[name]?.mount = nil }
        }
    }

    @Test(arguments: QuickTests.seeds(40))
    func nothingIsHarmedAndEverythingConverges(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let host = Self.host(&random)
        for _ in 0..<4 {
            let wanted = Self.wish(&random, host)
            let options = HostPlan.Options(stack: "shop", purgesStale: random.chance(30))
            let mounted = host.now.maps.filter { $0.value.mount != nil }
            let paths = Dictionary(uniqueKeysWithValues: host.now.devices.map { ($0.name, $0.session) })
            let report = try await host.run(options).apply(wanted)
            // What is mounted kept its map, its disks and its sessions.
            for (name, map) in mounted {
                let kept = Set(host.now.maps[name]?.paths ?? [])
                #expect(kept.isSuperset(of: map.paths), "\(name)")
                for path in map.paths {
                    let session = paths[path].flatMap { host.now.sessions[$0] }
                    #expect(session != nil, "\(path)")
                }
            }
            // What is shown is the volume that was asked for, at its size or smaller.
            for (attachment, wish) in zip(report.attachments, wanted.sorted { $0.unit < $1.unit }) {
                guard let path = attachment.devicePath else { continue }
                let real = host.now.targets[wish.iqn]?.units[wish.unit.lun]
                #expect(path == "/dev/mapper/\(real?.wwid ?? "")")
            }
            #expect(host.now.violations.isEmpty)
            Self.disturb(host, &random)
        }
        Self.settle(host)
        let wanted = Self.wish(&random, host)
        let last = try await host.run(HostPlan.Options(stack: "shop", purgesStale: true)).apply(wanted)
        #expect(last.outcome == .converged, "\(last.problems)")
        host.change { $0.commands = [] }
        let again = try await host.run().apply(wanted)
        #expect(again.steps.isEmpty && again.outcome == .converged && host.commands.isEmpty)
        let iqns = Set(wanted.map(\.iqn))
        #expect(Set(host.now.sessions.values.map(\.target.iqn)) == iqns.union([Self.foreign.iqn]))
        #expect(host.now.sessions[900] != nil && host.now.files[ModelHostState.recordPath(Self.foreign)] != nil)
        #expect(host.now.violations.isEmpty)
    }
}
