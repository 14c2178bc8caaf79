internal import Locking
internal import Planning
internal import StorageModel

/// Carries out the calls of one run against an array, each as often as if it had been made once.
struct CallRunner: Sendable {
    /// How often a call may be made again whose answer was lost and which then turned out not to be done.
    private static let maximumRepeats = 8

    private let array: any StorageArray
    private let secrets: ResolvedSecrets
    private let looksFirst: Bool
    /// Those that this run has made, as the array has answered.
    private let clones = Locked<[AppInstanceReference: ObservedAppInstance]>([:])

    /// - Parameter looksFirst: whether calls of an earlier run may still be on their way to the array, so that each
    ///   that must not be made twice is looked for first.
    init(_ array: any StorageArray, secrets: ResolvedSecrets, looksFirst: Bool) {
        self.array = array
        self.secrets = secrets
        self.looksFirst = looksFirst
    }

    /// Does not begin what is done already.
    func run(_ call: ArrayCall, if premise: OwnershipPremise?) async throws(ArrayFailure) {
        if clones.withLock({ call.isDone(in: $0) }) { return }
        if looksFirst, call.isOneTime, try await array.status(of: call) == .applied { return }
        try await perform(call, if: premise)
    }

    /// Makes the call once, however often it takes: after a lost answer or a conflict the array says whether it is
    /// done.
    private func perform(_ call: ArrayCall, if premise: OwnershipPremise?) async throws(ArrayFailure) {
        var repeats = 0
        while true {
            try await check(premise)
            do {
                if let clone = try await array.perform(call, secrets: secrets) { note(clone) }
                return
            } catch {
                guard error.needsStandingCheck || call.mayBeDone(by: error) else { throw error }
                switch try await status(of: call, after: error) {
                case .applied: return
                case .conflicting: throw error
                case .notApplied:
                    repeats += 1
                    guard case .answerLost = error, repeats < Self.maximumRepeats else { throw error }
                }
            }
        }
    }

    private func note(_ clone: ObservedAppInstance) {
        clones.withLock { $0[AppInstanceReference(tenant: clone.tenant, name: clone.name)] = clone }
    }

    /// The last check before a call that would harm another owner's object. What no longer exists is left to the call.
    private func check(_ premise: OwnershipPremise?) async throws(ArrayFailure) {
        guard let premise else { return }
        let live: ObservedAppInstance
        do throws(ArrayFailure) {
            live = try await array.appInstance(premise.app)
        } catch .notFound {
            return
        }
        if let objection = premise.objection(to: live) { throw .ownerChanged(objection) }
    }

    /// While the array cannot be read, what is known of the call is still its own error.
    private func status(
        of call: ArrayCall, after failure: ArrayFailure
    ) async throws(ArrayFailure) -> CallStatus {
        do throws(ArrayFailure) {
            return try await array.status(of: call)
        } catch {
            switch error {
            case .unreachable, .misconfigured, .answerLost, .unavailable, .serverError, .unintelligible, .unusable:
                throw failure
            case .authenticationRefused, .permissionDenied, .notFound, .conflict, .refused, .unexpected, .leaseLost,
                .ownerChanged, .noCommonVersion:
                throw error
            }
        }
    }
}

extension ArrayCall {
    /// Whether a second time is not the same as once: what creates, adds or removes.
    fileprivate var isOneTime: Bool { effect != .set }

    /// Whether the answer to a clone's POST shows that there is nothing left to do: one of a snapshot has the size that
    /// its volume had then, which cannot be read beforehand.
    ///
    /// - Parameter clones: those that this run has made, by their names.
    fileprivate func isDone(in clones: [AppInstanceReference: ObservedAppInstance]) -> Bool {
        guard case .setVolume(let volume, to: let setting) = self, let clone = clones[volume.storage.app] else {
            return false
        }
        return clone.storageInstances.first { $0.name == volume.storage.name }?
            .volumes.first { $0.name == volume.name }.map { setting.counterpart(in: $0) == setting } ?? false
    }

    /// A removal that finds nothing to remove may have been done before.
    fileprivate func mayBeDone(by failure: ArrayFailure) -> Bool {
        guard case .notFound = failure else { return false }
        return effect == .delete || effect == .remove
    }
}
