import Glibc
import Locking

/// What this run could not write, so that no report is taken for whole that is not.
final class WriteFailures: Sendable {
    private let found = Locked([String]())

    /// One sentence for each place.
    var messages: [String] { found.withLock { $0 } }

    /// - Parameter code: an `errno`. A reader that went away, as `head` does, has what it desired.
    func note(_ place: String, _ code: Int32) {
        guard code != EPIPE else { return }
        let message = "\(place) cannot be written: \(FileProblem.system(code))."
        found.withLock { if !$0.contains(message) { $0.append(message) } }
    }
}
