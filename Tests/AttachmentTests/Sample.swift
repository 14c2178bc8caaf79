import StorageModel

@testable import Attachment

/// Volumes, targets and hosts for tests.
enum Sample {
    static let iqn = "iqn.2013-05.com.daterainc:tc:01:sn:ledger"
    static let password = "secretsecret12"
    static let portals = [Portal(address: "172.28.0.10"), Portal(address: "172.29.0.10")]
    static let targets = portals.map { TargetPortal(iqn: iqn, portal: $0) }
    static let gib = 1 << 30

    static func wanted(
        _ lun: Int = 0, iqn: String = Self.iqn, size: Int = 10, portals: [Portal] = Self.portals,
        login: TargetLogin = .chap(CHAPLogin(user: "ledger", password: Secret(Self.password))), stack: String = "shop"
    ) -> WantedAttachment {
        WantedAttachment(
            stack: stack, volume: "volume/v\(lun)", id: "app-\(iqn)/storage-1/volume-\(lun)", size: Gibibytes(size),
            unit: UnitAddress(iqn: iqn, lun: lun), portals: portals, login: login)
    }

    static func wwid(_ number: Int) -> String { "360014050000000000000000000000\(number + 10)" }

    /// A host without sessions, and a target with LUN 0, 1 and 2 of 10 GiB at two portals.
    static func host(password: String? = Self.password, portals: [Portal] = Self.portals) -> ModelHost {
        var state = ModelHostState()
        state.targets[iqn] = ModelHostState.Target(
            portals: Dictionary(uniqueKeysWithValues: portals.map { ($0, true) }),
            units: Dictionary(
                uniqueKeysWithValues: (0..<3).map { ($0, ModelHostState.Disk(wwid: wwid($0), bytes: 10 * gib)) }),
            password: password)
        return ModelHost(state)
    }

    /// A host that has attached these volumes.
    static func attached(_ wanted: [WantedAttachment] = [Self.wanted()]) async throws -> ModelHost {
        let host = host()
        _ = try await host.run().apply(wanted)
        host.change { state in
            state.commands = []
            state.writes = []
        }
        return host
    }
}
