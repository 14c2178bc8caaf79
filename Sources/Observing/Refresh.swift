package import Planning
package import StorageModel

/// A plan and the observation that it was made from.
package struct Refresh: Sendable {
    package var plan: Plan
    package var observed: ObservedState
    /// When the array was first asked.
    package var began: ContinuousClock.Instant

    /// How long what it has read of metadata may be relied on. Lists show when an app instance changes, but not when
    /// only its metadata does; a run that has waited for an answer or for a lease reads again.
    static let validity = Duration.seconds(5)

    package init(plan: Plan, observed: ObservedState, began: ContinuousClock.Instant) {
        self.plan = plan
        self.observed = observed
        self.began = began
    }

    /// The metadata that it has read, of every app instance that the lists still show as they did then.
    func reuseMetadata(in fresh: inout ObservedState, at now: ContinuousClock.Instant) {
        guard began.duration(to: now) < Self.validity else { return }
        let read = Dictionary(
            observed.appInstances.filter { $0.metadata != nil }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        guard !read.isEmpty else { return }
        for index in fresh.appInstances.indices {
            guard var earlier = read[fresh.appInstances[index].id] else { continue }
            let metadata = earlier.metadata
            earlier.metadata = nil
            if earlier == fresh.appInstances[index] { fresh.appInstances[index].metadata = metadata }
        }
    }
}
