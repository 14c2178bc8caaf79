import StorageModel
import Testing

@Suite struct TargetConnectionTests {
    private static let addresses = ["172.28.0.10", "172.29.0.10", "172.30.0.10", "172.31.0.10"]

    private static func portals(
        of number: Int, at addresses: [String] = Self.addresses, roundRobin: Bool = true
    ) -> [String] {
        let storage = StorageInstanceContent(
            name: "storage-1",
            volumes: [VolumeContent(name: "a", size: Gibibytes(1)), VolumeContent(name: "b", size: Gibibytes(1))])
        let app = ObservedAppInstance(
            tenant: .root, id: "0a1b2c3d-0000-4000-8000-\(number)", name: "v\(number)",
            targets: [
                "storage-1": ObservedTarget(iqn: "iqn.2013-05.com.daterainc:tc:01:sn:1", portals: addresses)
            ], storageInstances: [storage])
        let connection = TargetConnection(to: storage, of: app, roundRobin: roundRobin)
        #expect(connection?.units.map(\.lun) == [0, 1] && connection?.units.map(\.volume) == ["a", "b"])
        return connection?.portals ?? []
    }

    @Test func withoutRoundRobinTheArraysOrderCounts() {
        for number in 0..<20 {
            #expect(Self.portals(of: number, roundRobin: false) == Self.addresses.map { "\($0):3260" })
        }
    }

    @Test func withItManyVolumesSpreadOverAllPortals() {
        var firsts: [String: Int] = [:]
        for number in 0..<400 {
            let portals = Self.portals(of: number)
            #expect(portals.sorted() == Self.addresses.map { "\($0):3260" })
            firsts[portals[0], default: 0] += 1
        }
        #expect(firsts.count == 4 && firsts.values.allSatisfy { (70...130).contains($0) }, "\(firsts)")
    }

    @Test func eachVolumeKeepsItsOrderWhateverOrderTheArrayNamesThemInAndWhicheverGoes() {
        for number in 0..<50 {
            let portals = Self.portals(of: number)
            #expect(Self.portals(of: number, at: Self.addresses.reversed()) == portals)
            let fewer = Self.portals(of: number, at: Array(Self.addresses.dropFirst()))
            #expect(fewer == portals.filter { $0 != "172.28.0.10:3260" })
        }
    }

    @Test func whatHasNoTargetHasNoConnection() {
        let storage = StorageInstanceContent(name: "s", volumes: [])
        let app = ObservedAppInstance(
            tenant: .root, id: "i", name: "n", targets: ["s": ObservedTarget(portals: Self.addresses)],
            storageInstances: [storage])
        #expect(TargetConnection(to: storage, of: app, roundRobin: true) == nil)
    }
}
