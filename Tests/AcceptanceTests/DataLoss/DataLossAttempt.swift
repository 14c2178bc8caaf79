import TestSupport
import Testing

/// One way in which data is lost elsewhere, tried on an array that holds the stack `books`.
struct DataLossAttempt: Sendable, CustomTestStringConvertible {
    /// What somebody else did before.
    typealias Given = SimulatedDSP.Deed

    var testDescription: String
    var givens: [Given] = []
    var arguments = ["apply"] + Self.everyYes
    var manifest: String?
    /// What stops it: the exit code, and a part of what is said.
    var status: Int32 = 4
    var says: String

    init(
        _ name: String, _ manifest: String?, given givens: [Given] = [], _ arguments: [String] = ["apply"] + everyYes,
        stoppedBy says: String, status: Int32 = 4
    ) {
        testDescription = name
        self.manifest = manifest
        self.givens = givens
        self.arguments = arguments
        self.says = says
        self.status = status
    }

    /// Clones take their time, so that one is still copying when it matters.
    var delay: Duration { givens.contains { $0.body.contains("clone_src") } ? .seconds(3600) : .zero }

    static let everyYes = ["--yes", "--allow-destroy", "--max-deletes", "99"]

    static let header = "apiVersion: datera-apply/v1\nkind: Stack\nstack: books\n"
    static let lines = [
        "ledger: {size: 10GiB, replica_count: 2}", "journal: {size: 20GiB}", "safe: {size: 5GiB, protect: true}",
        "kept: {size: 6GiB, manage: no-delete}", "scratch: {size: 1GiB, for_each: [a, b]}",
    ]
    static let rest = """
        initiators: {host-1: "iqn.1993-08.org.debian:01:host1"}
        attachments: {ledger: {initiators: [host-1]}}

        """
    static let applied = stack(lines)

    static func stack(_ lines: [String], _ more: String = rest) -> String {
        header + "volumes:\n" + lines.map { "  \($0)\n" }.joined() + more
    }

    /// The stack with one text in place of another.
    static func replacing(_ text: String, with other: String) -> String {
        applied.replacing(text, with: other)
    }

    /// The stack without a volume, and with more at its end.
    static func without(_ key: String, _ more: String = "") -> String {
        let kept = key == "ledger" ? rest.split(separator: "\n")[0] + "\n" : rest[...]
        return stack(lines.filter { !$0.hasPrefix("\(key):") }, String(kept) + more)
    }

    /// Somebody's snapshot.
    static func taken(of name: String) -> Given {
        ("POST", "/app_instances/{\(name)}/storage_instances/storage-1/volumes/volume-1/snapshots", "{}")
    }

    static func removed(_ key: String, _ action: String = "delete", from address: String? = nil) -> String {
        without(key, "removed: [{from: \"\(address ?? "volume/\(key)")\", action: \(action)}]\n")
    }
}
