internal import StorageModel

extension DSPClient {
    /// Waits for what the array has only begun, and checks what it has made.
    ///
    /// - Parameters:
    ///   - call: with all references resolved.
    ///   - answer: of the request that has made it.
    /// - Returns: the clone that it shows.
    func settle(_ call: ArrayCall, _ answer: Answer) async throws(ArrayFailure) -> ObservedAppInstance? {
        if case .takeSnapshot(let snapshot) = call {
            let wire = try answer.decoded(as: WireEnvelope<WireSnapshot>.self).data
            if !wire.model.isAvailable { try await waitUntilAvailable(snapshot) }
        } else if case .restoreSnapshot(let snapshot) = call {
            do throws(ArrayFailure) {
                try await wait(for: "the restore", answer.facts) { () async throws(ArrayFailure) in
                    try await !isRestoring(snapshot)
                }
            } catch {
                throw .unexpected(
                    answer.facts,
                    message:
                        "the restore has begun, and when it ends is not known: \("\(error)".asSentence) Run the same "
                        + "command again: it finishes the restore.")
            }
        } else if case .cloneAppInstance(let spec) = call {
            let live = try answer.decoded(as: WireEnvelope<WireAppInstance>.self).data.model(in: spec.tenant)
            let differences = Differences(spec, live: live)
            guard differences.isEmpty else {
                throw .unexpected(
                    answer.facts,
                    message: "the clone is not what was expected: \(differences). Run again: the rest is planned for "
                        + "what it is.")
            }
            return live
        }
        return nil
    }

    /// Also for a snapshot whose request was sent by a run that lost the answer.
    func waitUntilAvailable(_ snapshot: NamedSnapshot) async throws(ArrayFailure) {
        let facts = FailedCall("GET \(configuration.endpoint)", tenant: snapshot.owner.app.tenant)
        try await wait(for: "snapshot \(snapshot.name)", facts) { () async throws(ArrayFailure) in
            let live = try await appInstance(snapshot.owner.app)
            return SnapshotName.named(snapshot.name).find(of: snapshot.owner, in: live)?.isAvailable == true
        }
    }

    private func isRestoring(_ snapshot: SnapshotReference) async throws(ArrayFailure) -> Bool {
        let app = snapshot.owner.app
        let wire = try await read(.get(.appInstance(app.id), in: app.tenant), as: WireAppInstance.self).envelope.data
        return (wire.storageInstances ?? []).flatMap { $0.volumes ?? [] }.contains { $0.opStatus ?? "none" != "none" }
    }

    /// Looks at once, and then again and again for as long as the retry configuration has patience.
    private func wait(
        for what: String, _ facts: FailedCall, until isSo: () async throws(ArrayFailure) -> Bool
    ) async throws(ArrayFailure) {
        let interval = min(configuration.retryInterval, .seconds(1))
        let start = exchange.timing.now()
        while try await !isSo() {
            guard exchange.timing.now() - start + interval <= configuration.retryBudget,
                (try? await exchange.timing.sleep(interval)) != nil
            else { throw .unavailable(facts, reason: "\(what) is not ready yet") }
        }
    }
}
