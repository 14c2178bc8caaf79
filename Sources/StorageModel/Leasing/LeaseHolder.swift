/// The process that holds a lease.
package struct LeaseHolder: Sendable, Hashable, CustomStringConvertible {
    package var host: String
    /// 8 hex digits of boot id and pid namespace: where they are equal, a pid means the same process.
    package var realm: String
    package var pid: Int

    /// - Parameter host: made to fit a description: 40 of `[A-Za-z0-9-]` at most.
    package init(host: String, realm: String, pid: Int) {
        let text = String(host.prefix(40)).map { Self.hostCharacters.contains($0) ? $0 : "-" }
        self.host = text.isEmpty ? "host" : String(text)
        self.realm = realm
        self.pid = pid
    }

    private static let hostCharacters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")

    /// `db-01.1a2b3c4d.4711`
    init?(token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, !parts[0].isEmpty, Digest.isHex(parts[1], length: 8), let pid = Int(parts[2]), pid > 0
        else { return nil }
        self.init(host: parts[0], realm: parts[1], pid: pid)
    }

    var token: String { "\(host).\(realm).\(pid)" }

    package var description: String { "process \(pid) on \(host)" }

    /// Whether this machine's process table can tell if that process still lives.
    package func isNeighbour(of other: LeaseHolder) -> Bool { host == other.host && realm == other.realm }
}
