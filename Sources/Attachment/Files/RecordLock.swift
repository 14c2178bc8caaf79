package import StorageModel

/// open-iscsi's lock of its records: a second name for its lock file, made by the program that has the lock.
///
/// iscsiadm itself waits 30 s for it and then continues without it; a record is never rewritten here without it.
package struct RecordLock: Sendable {
    static let file = "/run/lock/iscsi/lock"
    static let held = "/run/lock/iscsi/lock.write"
    private static let patience: Duration = .seconds(5)
    private static let pause: Duration = .milliseconds(50)

    private let files: any HostFiles
    private let timing: Timing

    package init(_ files: any HostFiles, timing: Timing) {
        self.files = files
        self.timing = timing
    }

    /// - Throws: `HostFailure.recordLocked` after five seconds, and what the work throws.
    package func withLock(_ work: () throws(HostFailure) -> Void) async throws(HostFailure) {
        let begun = timing.now()
        while true {
            do throws(HostFailure) {
                try files.link(Self.file, as: Self.held)
                break
            } catch .alreadyThere {
                let waited = timing.now() - begun
                guard waited < Self.patience else { throw .recordLocked(path: Self.held, waited: Self.patience) }
                do { try await timing.sleep(Self.pause) } catch { throw .cancelled }
            }
        }
        do throws(HostFailure) {
            try work()
        } catch {
            try? files.remove(Self.held)
            throw error
        }
        try files.remove(Self.held)
    }
}
