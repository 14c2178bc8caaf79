package import StorageModel

/// A change of one key of a manifest, wherever in a random stack it stands.
package struct StackMutation: Sendable, CustomStringConvertible {
    /// As the manifest calls it.
    package let key: String
    private let body: @Sendable (inout DesiredState, inout SeededGenerator) -> Void

    package var description: String { key }

    init(_ key: String, _ body: @escaping @Sendable (inout DesiredState, inout SeededGenerator) -> Void) {
        self.key = key
        self.body = body
    }

    /// Nil where the stack has no such key, or the value is the one that it had.
    package func mutated(_ desired: DesiredState, _ generator: inout SeededGenerator) -> DesiredState? {
        var result = desired
        body(&result, &generator)
        return result == desired ? nil : result
    }
}

extension StackMutation {
    /// Of one app instance.
    static func app(
        _ key: String, _ body: @escaping @Sendable (inout DesiredAppInstance, inout SeededGenerator) -> Void
    ) -> StackMutation {
        StackMutation(key) { desired, generator in
            guard !desired.appInstances.isEmpty else { return }
            let index = Int.random(in: desired.appInstances.indices, using: &generator)
            body(&desired.appInstances[index], &generator)
        }
    }

    static func storage(
        _ key: String, _ body: @escaping @Sendable (inout DesiredStorageInstance, inout SeededGenerator) -> Void
    ) -> StackMutation {
        app(key) { app, generator in
            let index = Int.random(in: app.storageInstances.indices, using: &generator)
            body(&app.storageInstances[index], &generator)
        }
    }

    static func volume(
        _ key: String, _ body: @escaping @Sendable (inout DesiredVolume, inout SeededGenerator) -> Void
    ) -> StackMutation {
        storage(key) { storage, generator in
            let index = Int.random(in: storage.volumes.indices, using: &generator)
            body(&storage.volumes[index], &generator)
        }
    }

    /// Of one that has CHAP, or gets it.
    static func chap(
        _ key: String, _ body: @escaping @Sendable (inout DesiredCHAP, inout SeededGenerator) -> Void
    ) -> StackMutation {
        storage(key) { storage, generator in
            guard var attachment = storage.attachment else { return }
            var chap =
                attachment.chap
                ?? DesiredCHAP(credentials: CHAPCredentials(user: "user-a", password: .environment("CHAP")))
            body(&chap, &generator)
            attachment.chap = chap
            storage.attachment = attachment
        }
    }

    static func policy(
        _ key: String, _ body: @escaping @Sendable (inout SnapshotPolicy, inout SeededGenerator) -> Void
    ) -> StackMutation {
        volume(key) { volume, generator in
            guard var policies = volume.snapshotPolicies?.value, !policies.isEmpty else { return }
            let index = Int.random(in: policies.indices, using: &generator)
            body(&policies[index], &generator)
            volume.snapshotPolicies?.value = policies
        }
    }

    static func group(
        _ key: String, _ body: @escaping @Sendable (inout DesiredInitiatorGroup, inout SeededGenerator) -> Void
    ) -> StackMutation {
        StackMutation(key) { desired, generator in
            guard !desired.initiatorGroups.isEmpty else { return }
            let index = Int.random(in: desired.initiatorGroups.indices, using: &generator)
            body(&desired.initiatorGroups[index], &generator)
        }
    }
}
