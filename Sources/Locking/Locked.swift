#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// A mutex-protected value.
///
/// Not `Synchronization.Mutex`: on Linux that one locks inside a library which the thread sanitizer does not see, so
/// that every use of it is reported as a race (Swift 6.3) and a true race would be one report among many. The sanitizer
/// knows pthread's locks.
package final class Locked<Value: Sendable>: Sendable {
    /// Touched only while the lock is held.
    private nonisolated(unsafe) var value: Value
    /// On the heap, because a pthread lock must not move.
    private nonisolated(unsafe) let lock: UnsafeMutablePointer<pthread_mutex_t>

    package init(_ value: Value) {
        self.value = value
        lock = .allocate(capacity: 1)
        // Fails only for attributes, and there are none.
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// The body must not take the same lock again.
    package func withLock<Result, Failure>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}
