/// What a host needs to connect to one storage instance: the target, its portals in the order to try them, and the volumes.
package struct TargetConnection: Sendable, Equatable {
    package struct Unit: Sendable, Equatable {
        package var lun: Int
        package var volume: String
    }

    /// The TCP port of iSCSI; the array names addresses alone (dsp-api.md 2.4).
    private static let port = 3260

    /// Name of the storage instance.
    package var storage: String
    package var iqn: String
    /// `address:port`, all that the pool gives.
    package var portals: [String]
    package var units: [Unit]

    /// Nil while there is no target: of an object store, or before it is deployed.
    ///
    /// - Parameter roundRobin: begin at a portal that depends on the volume, so that many volumes spread over the portals;
    ///   Cinder's driver chooses at random each time (dsp-api.md 2.4). Each volume keeps its order, and a portal that comes or
    ///   goes changes no other's place. Without it, the array's order.
    package init?(to storage: StorageInstanceContent, of app: ObservedAppInstance, roundRobin: Bool) {
        let target = app.target(of: storage.name)
        guard let iqn = target.iqn else { return nil }
        self.storage = storage.name
        self.iqn = iqn
        var addresses = target.portals
        if roundRobin {
            let ranks = addresses.map { ($0, Digest.sha256("\(app.id) \(storage.name) \($0)")) }
            addresses = ranks.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
        }
        portals = addresses.map { "\($0):\(Self.port)" }
        // Its place in the list, as every client counts (dsp-api.md 2.4).
        units = storage.volumes.enumerated().map { Unit(lun: $0, volume: $1.name) }
    }
}
