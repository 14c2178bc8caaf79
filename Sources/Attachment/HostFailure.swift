package import StorageModel

/// Why this host could not be read or changed.
package enum HostFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchFile(path: String)
    case notPermitted(path: String)
    case alreadyThere(path: String)
    /// Any other error of the system, as its text.
    case file(path: String, reason: String)
    /// Another run has the lock of the host.
    case hostLocked(path: String, waited: Duration)
    /// Another program has open-iscsi's lock, or has left it.
    case recordLocked(path: String, waited: Duration)
    /// What is to be written into a record cannot stand in one.
    case notRecordable(key: String)
    case state(path: String, reason: String)
    case command(CommandFailure)
    case cancelled

    package var description: String {
        switch self {
        case .noSuchFile(let path): "\(path): there is no such file"
        case .notPermitted(let path): "\(path): permission denied; run as root"
        case .alreadyThere(let path): "\(path): it is already there"
        case .file(let path, let reason): "\(path): \(reason)"
        case .hostLocked(let path, let waited):
            "\(path): another run has held this lock for \(waited.components.seconds) s; wait for it to end, or find it "
                + "with `fuser \(path)`"
        case .recordLocked(let path, let waited):
            "\(path): open-iscsi's lock was not given back within \(waited.components.seconds) s; if no iscsiadm runs, "
                + "delete the stale lock with `rm \(path)`"
        case .notRecordable(let key): "\(key): a line end cannot stand in a node record; choose another value"
        case .state(let path, let reason):
            "\(path): \(reason); move the file away and run `host apply --adopt` to record this host's targets again"
        case .command(.notInstalled(let program)): "\(program) is not installed; install open-iscsi and multipath-tools"
        case .command(.notStarted(let program, let reason)): "\(program) could not be started: \(reason)"
        case .command(.cancelled), .cancelled: "stopped"
        }
    }

    package var isCancellation: Bool {
        switch self {
        case .cancelled, .command(.cancelled): true
        case .noSuchFile, .notPermitted, .alreadyThere, .file, .hostLocked, .recordLocked, .notRecordable, .state,
            .command:
            false
        }
    }
}
