/// What somebody would try, and what he is told before anything is done.
struct Mistake: Sendable, CustomStringConvertible {
    var description: String
    /// Volumes of the manifest in place of `ledger` and `book` as they are on the array.
    var volumes: [String] = [ledger, book]
    /// Further sections, each on a line of its own after the volumes.
    var more: [String] = [snapshot]
    /// Another verb than `plan`, for what no manifest says.
    var verb: [String] = ["plan"]
    var status: Int32 = 65
    /// Words of the message: the place in the manifest where there is one, what is wrong, and what to do.
    var said: [String]

    static let ledger = "ledger: {size: 100GiB, replica_count: 2}"
    static let book = "book: {size: 10GiB}"
    static let snapshot = "snapshots: {ledger@before: {}}"

    var manifest: String { Self.manifest(volumes, more) }

    static func manifest(_ volumes: [String] = [ledger, book], _ more: [String] = [snapshot]) -> String {
        let head = ["apiVersion: datera-apply/v1", "kind: Stack", "stack: tried", "volumes:"]
        return (head + volumes.map { "  \($0)" } + more).joined(separator: "\n") + "\n"
    }
}
