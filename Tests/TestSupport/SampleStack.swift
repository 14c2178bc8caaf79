package import StorageModel

/// One small stack and the array it leads to, as a starting point for tests that change a single thing.
package enum SampleStack {
    package static let cluster = RandomStack.cluster
    package static let host = InitiatorName("iqn.1993-08.org.debian:01:db01")
    package static let key = ResourceKey("ledger")

    package static func desired() -> DesiredState {
        DesiredState(
            stack: "sample",
            initiators: [
                DesiredInitiator(address: .initiator("db-01", tenant: nil), tenant: .root, iqn: host, label: "db-01")
            ],
            appInstances: [volume()])
    }

    package static func volume(
        _ key: ResourceKey = SampleStack.key, size: Int = 100, replicas: Int = 3
    ) -> DesiredAppInstance {
        DesiredAppInstance(
            key: key, tenant: .root, name: Declared(key.markerID),
            storageInstances: [
                DesiredStorageInstance(
                    name: "storage-1", ipPools: Declared(["default"]),
                    attachment: DesiredAttachment(
                        initiators: [host],
                        chap: DesiredCHAP(
                            credentials: CHAPCredentials(user: "ledger", password: .environment("CHAP")), version: 1)),
                    volumes: [
                        DesiredVolume(
                            name: "volume-1", size: Declared(Gibibytes(size)), replicaCount: Declared(replicas),
                            placement: Declared(DesiredPlacement(policy: "default")),
                            qos: DesiredQoS(limits: [.totalIOPS: Declared(.at(5000))]))
                    ])
            ])
    }

    /// An array on which the stack has been applied.
    package static func applied() async throws -> ModelArray {
        let array = ModelArray(ObservedState(cluster: cluster))
        try await array.converge(desired())
        return array
    }
}

extension DesiredState {
    /// Changes the only volume.
    package mutating func edit(_ body: (inout DesiredAppInstance) -> Void) { body(&appInstances[0]) }
}

extension DesiredAppInstance {
    /// Changes the only volume of the only storage instance.
    package mutating func editVolume(_ body: (inout DesiredVolume) -> Void) { body(&storageInstances[0].volumes[0]) }
}
