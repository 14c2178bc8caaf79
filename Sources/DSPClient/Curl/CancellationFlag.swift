private import Synchronization

/// The identity of one `send`. It carries the cancellation as a flag too, because a task that is cancelled already posts
/// its cancellation before its order.
final class CancellationFlag: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
