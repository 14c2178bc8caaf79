package import StorageModel

extension DSPClient {
    package func status(of call: ArrayCall) async throws(ArrayFailure) -> CallStatus {
        do throws(ArrayFailure) {
            let status = try await status(by: call.verification, ofNothing: call.statusWhenMissing)
            // The next steps rely on a snapshot that exists, not on one that is being taken.
            if case .takeSnapshot(let snapshot) = call, status == .applied { try await waitUntilAvailable(snapshot) }
            return status
        } catch .notFound {
            return call.statusWhenMissing
        }
    }

    private func status(
        by verification: Verification, ofNothing nothing: CallStatus
    ) async throws(ArrayFailure) -> CallStatus {
        switch verification {
        case .tenant(let path, let check):
            let wire = try await read(.get(.tenant(path)), as: WireTenant.self).envelope.data
            return wire.flattened().first.map(check) ?? .notApplied
        case .initiator(let iqn, let tenant, let check):
            let wire = try await read(.get(.initiator(iqn), in: tenant), as: WireInitiator.self).envelope.data
            return check(wire.model(seenFrom: tenant))
        case .initiatorGroup(let name, let tenant, let check):
            let wire = try await read(.get(.initiatorGroup(name), in: tenant), as: WireInitiatorGroup.self)
            return check(wire.envelope.data.model(seenFrom: tenant))
        case .appInstance(let reference, let check):
            return check(try await appInstance(reference))
        case .metadata(let reference, let store, let check):
            return check(try await metadata(of: reference, in: store))
        case .storageInstance(let reference, let check):
            return try await storageInstance(reference).map(check) ?? nothing
        case .volume(let reference, let check):
            let storage = try await storageInstance(reference.storage)
            return storage?.volumes.first { $0.name == reference.name }.map(check) ?? nothing
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
