package import StorageModel

extension DSPClient {
    package func standing(of call: ArrayCall) async throws(ArrayFailure) -> CallStanding {
        do throws(ArrayFailure) {
            let standing = try await standing(by: call.evidence, ofNothing: call.standingOfNothing)
            // Whoever goes on relies on a snapshot that is there, not on one that is being taken.
            if case .takeSnapshot(let snapshot) = call, standing == .done { try await waitUntilAvailable(snapshot) }
            return standing
        } catch .notFound {
            return call.standingOfNothing
        }
    }

    private func standing(
        by evidence: Evidence, ofNothing nothing: CallStanding
    ) async throws(ArrayFailure) -> CallStanding {
        switch evidence {
        case .tenant(let path, let judge):
            let wire = try await read(.get(.tenant(path)), as: WireTenant.self).envelope.data
            return wire.flattened().first.map(judge) ?? .absent
        case .initiator(let iqn, let tenant, let judge):
            let wire = try await read(.get(.initiator(iqn), in: tenant), as: WireInitiator.self).envelope.data
            return judge(wire.model(seenFrom: tenant))
        case .initiatorGroup(let name, let tenant, let judge):
            let wire = try await read(.get(.initiatorGroup(name), in: tenant), as: WireInitiatorGroup.self)
            return judge(wire.envelope.data.model(seenFrom: tenant))
        case .appInstance(let reference, let judge):
            return judge(try await appInstance(reference))
        case .metadata(let reference, let store, let judge):
            return judge(try await metadata(of: reference, in: store))
        case .storageInstance(let reference, let judge):
            return try await storageInstance(reference).map(judge) ?? nothing
        case .volume(let reference, let judge):
            let storage = try await storageInstance(reference.storage)
            return storage?.volumes.first { $0.name == reference.name }.map(judge) ?? nothing
        }
    }

    private func storageInstance(
        _ reference: StorageInstanceReference
    ) async throws(ArrayFailure) -> StorageInstanceContent? {
        try await appInstance(reference.app).storageInstances.first { $0.name == reference.name }
    }

    package func appInstance(_ reference: AppInstanceReference) async throws(ArrayFailure) -> ObservedAppInstance {
        try await read(.get(.appInstance(reference.id), in: reference.tenant), as: WireAppInstance.self)
            .envelope.data.model(in: reference.tenant)
    }
}
